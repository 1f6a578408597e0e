using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.RspClient.Session;

namespace RspDebug.DebugAdapter.Engine.Download;

/// <summary>Writes parts of an image to flash: all blocks are erased before the first byte is written, for two parts may share one.</summary>
/// <remarks>GDB manual, "Packets", <c>vFlashErase</c>. Some stubs write at once, others when programming is finished.</remarks>
internal sealed class FlashDownload(RspSession rsp, Action<string, double> onProgress)
{
    private const int ChunkSizeInBytes = 16 * 1024;
    private const double WritingFrom = 0.1, FinishingShare = 0.3;

    /// <summary>Erases, writes and finishes; does nothing without parts. Progress goes from 0 to 1.</summary>
    /// <param name="parts">What to write.</param>
    /// <param name="erasesRegions">Erase the whole flash regions that the parts lie in, not only their blocks.</param>
    /// <param name="cancellationToken">Gives up between two packets.</param>
    /// <exception cref="RspClient.RspRefusedException">The server refuses: the flash is locked, or there is none.</exception>
    public async ValueTask WriteAsync(IReadOnlyList<LoadPart> parts, bool erasesRegions, CancellationToken cancellationToken)
    {
        if (parts.Count == 0) return;
        onProgress("erasing", 0);
        foreach ((ulong start, ulong end) in Blocks(parts, erasesRegions))
            await rsp.EraseFlashAsync(new(start), (uint)(end - start), cancellationToken).ConfigureAwait(false);
        long written = 0, total = Math.Max(1, parts.Sum(static part => (long)part.Data.Length));
        foreach (LoadPart part in parts)
        {
            for (int offset = 0; offset < part.Data.Length; offset += ChunkSizeInBytes)
            {
                onProgress("writing", WritingFrom + (1 - WritingFrom - FinishingShare) * written / total);
                int size = Math.Min(ChunkSizeInBytes, part.Data.Length - offset);
                await rsp.WriteFlashAsync(new((ulong)part.Address + (uint)offset), part.Data.Slice(offset, size), cancellationToken).ConfigureAwait(false);
                written += size;
            }
        }

        // OpenOCD and pyOCD program here, what came before was only sent.
        onProgress("programming", 1 - FinishingShare);
        await rsp.FinishFlashAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is erased for parts: whole blocks, or whole regions, each once, in ascending order.</summary>
    public List<(ulong Start, ulong End)> Blocks(IEnumerable<LoadPart> parts, bool erasesRegions)
    {
        var merged = new List<(ulong Start, ulong End)>();
        foreach ((ulong start, ulong end) in parts.Select(part => BlocksOf(part, erasesRegions)).Order())
        {
            if (merged.Count > 0 && start <= merged[^1].End) merged[^1] = (merged[^1].Start, Math.Max(end, merged[^1].End));
            else merged.Add((start, end));
        }

        return merged;
    }

    private (ulong Start, ulong End) BlocksOf(LoadPart part, bool erasesRegions)
    {
        RspClient.TargetDescription.MemoryRegion? region = rsp.MemoryMap?.Find(new(part.Address));
        if (erasesRegions && region is { } whole) return (whole.Start.Value, whole.Start.Value + whole.SizeInBytes);
        ulong block = Math.Max(1, region?.BlockSizeInBytes ?? 1);
        return (part.Address / block * block, (part.End + block - 1) / block * block);
    }
}
