namespace RspDebug.DebugAdapter.Engine.Image.Loading;

/// <summary>Files that are written together.</summary>
internal static class LoadSet
{
    /// <summary>Sees to it that no two files disagree about a byte.</summary>
    /// <exception cref="ImageFileException">Two do.</exception>
    public static void RequireAgreement(IReadOnlyList<LoadImage> images)
    {
        (LoadImage Image, LoadPart Part)[] all = [.. images.SelectMany(image => image.Parts.Select(part => (image, part))).OrderBy(static pair => pair.part.Address)];
        for (int i = 0; i < all.Length; i++)
        {
            for (int j = i + 1; j < all.Length && all[j].Part.Address < all[i].Part.End; j++)
            {
                if (DifferenceOf(all[i].Part, all[j].Part) is { } at)
                    throw new ImageFileException(all[j].Image.Path, null, $"has another byte for 0x{at:x8} than '{all[i].Image.Path}'", "Link the two for different addresses, or load only one of them.");
            }
        }
    }

    /// <summary>The parts in ascending order, with bytes that several of them hold in one only.</summary>
    /// <param name="parts">No two disagree.</param>
    public static IReadOnlyList<LoadPart> Merge(IEnumerable<LoadPart> parts)
    {
        var merged = new List<LoadPart>();
        foreach (LoadPart part in parts.OrderBy(static part => part.Address))
        {
            ulong end = merged.Count == 0 ? 0 : merged[^1].End;
            if (part.Address >= end) merged.Add(part);
            else if (part.End > end) merged.Add(new LoadPart((uint)end, part.Data[(int)(end - part.Address)..]));
        }

        return merged;
    }

    private static ulong? DifferenceOf(LoadPart first, LoadPart second)
    {
        ulong end = Math.Min(first.End, second.End);
        int length = (int)(end - second.Address);
        int same = first.Data.Span.Slice((int)(second.Address - first.Address), length).CommonPrefixLength(second.Data.Span[..length]);
        return same == length ? null : second.Address + (uint)same;
    }
}
