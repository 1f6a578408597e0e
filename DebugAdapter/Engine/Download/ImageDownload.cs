using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Image.Loading;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.RspClient;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.TargetDescription;

namespace RspDebug.DebugAdapter.Engine.Download;

/// <summary>Brings files into the halted target's memory: only those that are not there yet, and reads them back.</summary>
internal sealed class ImageDownload(RspSession rsp, ServerQuirks quirks, ISessionEvents events)
{
    private const int WritingPercent = 80;      // The rest is reading back.
    private const int CompareSizeInBytes = 16 * 1024;
    private const uint RamStart = 0x2000_0000;

    /// <summary>Compares and writes.</summary>
    /// <param name="images">No two hold different bytes for an address.</param>
    /// <param name="mode">What to do.</param>
    /// <param name="cancellationToken">Gives up between two packets.</param>
    /// <returns>A row for each image, in their order.</returns>
    /// <exception cref="ImageFileException">Two images hold different bytes for an address.</exception>
    /// <exception cref="EngineRequestException">What was written does not read back, or memory cannot be read where a file goes.</exception>
    /// <exception cref="RspRefusedException">The server refuses: the flash is locked, or there is none.</exception>
    public async ValueTask<IReadOnlyList<DownloadedFile>> RunAsync(IReadOnlyList<LoadImage> images, DownloadMode mode, CancellationToken cancellationToken)
    {
        LoadSet.RequireAgreement(images);
        var found = new List<DownloadedFile>();
        foreach (LoadImage image in images)
        {
            uint? at = mode == DownloadMode.EraseAndWrite ? image.Parts[0].Address : await DifferenceAsync(image, cancellationToken).ConfigureAwait(false);
            found.Add(new DownloadedFile(image.Path, image.SizeInBytes, at is null ? DownloadOutcome.AlreadyThere : DownloadOutcome.Differs, at));
        }

        if (mode == DownloadMode.Compare)
            return found;
        LoadImage[] missing = [.. images.Where((_, index) => found[index].Outcome == DownloadOutcome.Differs)];
        if (missing.Length > 0)
            await WriteAsync(images, missing, mode == DownloadMode.EraseAndWrite, cancellationToken).ConfigureAwait(false);
        return [.. found.Select(static file => file.Outcome == DownloadOutcome.Differs ? file with { Outcome = DownloadOutcome.Written, DiffersAt = null } : file)];
    }

    private async ValueTask WriteAsync(IReadOnlyList<LoadImage> all, IReadOnlyList<LoadImage> missing, bool erasesRegions, CancellationToken cancellationToken)
    {
        string title = $"Writing {string.Join(", ", missing.Select(static image => Path.GetFileName(image.Path)))} to the target";
        var download = new FlashDownload(rsp, (step, part) => events.OnProgress(new ProgressReport(title, step, (int)(WritingPercent * part))));
        try
        {
            IReadOnlyList<LoadPart> flash = LoadSet.Merge(WithNeighbours(download, all, missing, erasesRegions));
            await download.WriteAsync(flash, erasesRegions, cancellationToken).ConfigureAwait(false);
            foreach (LoadPart part in LoadSet.Merge(missing.SelectMany(static image => image.Parts).Where(part => !IsFlash(part.Address))))
                await rsp.WriteMemoryAsync(new(part.Address), part.Data, cancellationToken).ConfigureAwait(false);
            events.OnProgress(new ProgressReport(title, "verifying", WritingPercent));
            foreach (LoadImage image in all)
            {
                if (await DifferenceAsync(image, cancellationToken).ConfigureAwait(false) is { } at)
                    throw new EngineRequestException($"'{image.Path}' was written but does not read back at 0x{at:x8}. Is the flash protected (APPROTECT, ACL, BPROT), is there memory at this address, or is the target powered too low?");
            }
        }
        finally
        {
            events.OnProgress(new ProgressReport(title, "", 100, IsDone: true));
        }
    }

    // A file that is there already is written again as far as it shares a block with one that is not: the block is erased.
    private List<LoadPart> WithNeighbours(FlashDownload download, IReadOnlyList<LoadImage> all, IEnumerable<LoadImage> missing, bool erasesRegions)
    {
        List<LoadPart> parts = [.. missing.SelectMany(static image => image.Parts).Where(part => IsFlash(part.Address))];
        List<LoadPart> others = [.. all.SelectMany(static image => image.Parts).Where(part => IsFlash(part.Address)).Except(parts)];
        while (true)
        {
            List<(ulong Start, ulong End)> erased = download.Blocks(parts, erasesRegions);
            List<LoadPart> touched = [.. others.Where(part => erased.Any(block => part.Address < block.End && part.End > block.Start))];
            if (touched.Count == 0) return parts;
            parts.AddRange(touched);
            others.RemoveAll(touched.Contains);
        }
    }

    private async ValueTask<uint?> DifferenceAsync(LoadImage image, CancellationToken cancellationToken)
    {
        foreach (LoadPart part in image.Parts)
        {
            try
            {
                if (await DifferenceAsync(part, cancellationToken).ConfigureAwait(false) is { } at)
                    return at;
            }
            catch (RspRefusedException refused)
            {
                throw new EngineRequestException(
                    $"'{image.Path}' goes to 0x{part.Address:x8}, where the server refuses to read ({(refused.Error is { } error ? error.ToString() : "not supported")}). Correct the address, "
                    + "if the target has no memory there; else look whether the chip is locked.", refused);
            }
        }

        return null;
    }

    private async ValueTask<uint?> DifferenceAsync(LoadPart part, CancellationToken cancellationToken)
    {
        if (quirks.ChecksumLeavesTargetAlone && await rsp.QueryCrcAsync(new(part.Address), (uint)part.Data.Length, cancellationToken).ConfigureAwait(false) is { } crc && crc == Crc32.Compute(part.Data.Span))
            return null;
        var buffer = new byte[Math.Min(CompareSizeInBytes, part.Data.Length)];
        for (int offset = 0; offset < part.Data.Length; offset += buffer.Length)
        {
            int size = Math.Min(buffer.Length, part.Data.Length - offset);
            int read = await rsp.ReadMemoryAsync(new((ulong)part.Address + (uint)offset), buffer.AsMemory(0, size), cancellationToken).ConfigureAwait(false);
            int same = part.Data.Span.Slice(offset, size).CommonPrefixLength(buffer.AsSpan(0, read));
            if (same < size)
                return part.Address + (uint)(offset + same);
        }

        return null;
    }

    private bool IsFlash(uint address) =>
        !quirks.WritesFlashAsMemory && (rsp.MemoryMap?.Find(new(address)) is { } region ? region.Kind == MemoryKind.Flash : address < RamStart);
}
