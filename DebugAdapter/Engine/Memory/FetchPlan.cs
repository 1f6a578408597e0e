namespace RspDebug.DebugAdapter.Engine.Memory;

/// <summary>Turns the ranges that a computation missed into few, page-aligned reads.</summary>
internal static class FetchPlan
{
    /// <summary>Merges overlapping and nearly adjoining ranges of normal memory; device memory is left out, it is read exactly.</summary>
    /// <param name="missing">What was asked for.</param>
    /// <param name="pageSize">Alignment of the result, in bytes; a power of two.</param>
    /// <param name="mergeGap">Largest gap, in bytes, that is read along.</param>
    public static IReadOnlyList<MemoryRange> Build(IEnumerable<MemoryRange> missing, int pageSize, int mergeGap)
    {
        var runs = new List<MemoryRange>();
        ulong mask = ~(ulong)(pageSize - 1);
        foreach (MemoryRange range in missing.Where(r => SystemAddressMap.KindOf(r.Start) == MemoryKind.Normal).OrderBy(r => r.Start))
        {
            uint start = (uint)(range.Start & mask);
            ulong end = (range.End + (uint)pageSize - 1) & mask;
            if (runs.Count > 0 && start <= runs[^1].End + (uint)mergeGap && SameBlock(runs[^1].Start, start))
                runs[^1] = MemoryRange.Between(runs[^1].Start, Math.Max(runs[^1].End, end));
            else
                runs.Add(MemoryRange.Between(start, end));
        }

        return runs;
    }

    // A gap is never read along across the map's 512 MB blocks: flash ends long before RAM begins.
    private static bool SameBlock(uint left, uint right) => left >> 29 == right >> 29;
}
