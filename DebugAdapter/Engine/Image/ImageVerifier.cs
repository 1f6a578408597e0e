using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Target;

namespace RspDebug.DebugAdapter.Engine.Image;

/// <summary>Compares the read-only sections of the image with the target, so that a stale ELF is named before it misleads.</summary>
internal static class ImageVerifier
{
    // A sample is as long as a short read; this many are spread over a section, its first and last bytes among them.
    private const int SampleSizeInBytes = 64;
    private const int SamplesPerSection = 4;
    private const int FullReadSizeInBytes = 4096;

    /// <summary>Finds the first difference.</summary>
    /// <returns>Null when nothing differs; otherwise where the target differs from the image.</returns>
    public static async ValueTask<ImageDifference?> FindDifferenceAsync(
        ITargetLink link, IEnumerable<ImageSection> sections, ImageCheck check, CancellationToken cancellationToken)
    {
        foreach (ImageSection section in sections)
        {
            if (await link.MatchesAsync(section.Start, section.Bytes, cancellationToken).ConfigureAwait(false) is { } matches)
            {
                if (!matches)
                    return await FirstDifferenceAsync(link, section, Everything(section.Bytes.Length), cancellationToken).ConfigureAwait(false) ?? new ImageDifference(section.Start, IsUnreadable: false);
                continue;
            }

            IEnumerable<(int Offset, int Size)> pieces = check == ImageCheck.Full ? Everything(section.Bytes.Length) : Samples(section.Bytes.Length);
            if (await FirstDifferenceAsync(link, section, pieces, cancellationToken).ConfigureAwait(false) is { } at)
                return at;
        }

        return null;
    }

    private static IEnumerable<(int Offset, int Size)> Everything(int length)
    {
        for (int offset = 0; offset < length; offset += FullReadSizeInBytes)
            yield return (offset, Math.Min(FullReadSizeInBytes, length - offset));
    }

    private static IEnumerable<(int Offset, int Size)> Samples(int length)
    {
        if (length <= SampleSizeInBytes * SamplesPerSection)
        {
            yield return (0, length);
            yield break;
        }

        for (int i = 0; i < SamplesPerSection; i++)
            yield return ((int)((long)(length - SampleSizeInBytes) * i / (SamplesPerSection - 1)), SampleSizeInBytes);
    }

    private static async ValueTask<ImageDifference?> FirstDifferenceAsync(
        ITargetLink link, ImageSection section, IEnumerable<(int Offset, int Size)> pieces, CancellationToken cancellationToken)
    {
        var buffer = new byte[FullReadSizeInBytes];
        foreach ((int offset, int size) in pieces)
        {
            int read = await link.ReadAsync(section.Start + (uint)offset, buffer.AsMemory(0, size), cancellationToken).ConfigureAwait(false);
            int common = section.Bytes.Span.Slice(offset, size).CommonPrefixLength(buffer.AsSpan(0, read));
            if (common < size)
                return new ImageDifference(section.Start + (uint)(offset + common), IsUnreadable: common == read);
        }

        return null;
    }
}
