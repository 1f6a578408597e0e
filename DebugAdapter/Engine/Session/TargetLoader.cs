using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.DebugAdapter.Launch;
using RspDebug.Dwarf.Elf;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.TargetDescription;

namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>Brings a target to the state that <c>launch</c> promises: the image is there, and the core is halted at its reset vector.</summary>
internal sealed class TargetLoader(RspSession rsp, ServerQuirks quirks, ISessionEvents events)
{
    private const int WritingPercent = 80;      // The rest is reading back.

    /// <summary>Resets, loads what is not there yet, and resets again where something was written.</summary>
    /// <exception cref="EngineRequestException">The target cannot be reset or written; the text says what to do.</exception>
    public async ValueTask PrepareAsync(LoadedImage? image, LaunchConfiguration configuration, CancellationToken cancellationToken)
    {
        await RunCommandsAsync(configuration.PreLaunchCommands, cancellationToken).ConfigureAwait(false);
        if (configuration.OverrideLaunchCommands is { } commands)
        {
            await RunCommandsAsync(commands, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            if (!quirks.StartsAtReset)
                await RunCommandsAsync(quirks.ResetAndHalt, cancellationToken).ConfigureAwait(false);
            bool loads = image is not null && !quirks.LoadsImageItself && configuration.LoadFiles is not { Count: 0 };
            if (loads && await LoadAsync(image!, cancellationToken).ConfigureAwait(false))
                await RunCommandsAsync(quirks.ResetAndHalt, cancellationToken).ConfigureAwait(false);
        }

        await RunCommandsAsync(configuration.PostLaunchCommands, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask RunCommandsAsync(IEnumerable<string> commands, CancellationToken cancellationToken)
    {
        foreach (string command in commands)
        {
            MonitorReply reply = await SessionCommand.RunAsync(rsp, command, cancellationToken).ConfigureAwait(false);
            if (reply.Output.Length > 0)
                events.OnOutput(OutputKind.Server, reply.Output);
            if (reply.Status != ReplyStatus.Ok)
                throw new EngineRequestException($"The server refused '{command}'{(reply.Status == ReplyStatus.Refused ? $" ({reply.Error})" : "")}. Correct the command, or look at the server's output above.");
        }
    }

    private async ValueTask<bool> LoadAsync(LoadedImage image, CancellationToken cancellationToken)
    {
        LoadPart[] parts = [.. image.Elf.Segments.Where(s => s.Type == ElfSegmentType.Load && s.SizeInFile > 0).Select(s => LoadPart.Of(image, s))];
        if (await IsThereAsync(parts, cancellationToken).ConfigureAwait(false))
        {
            events.OnOutput(OutputKind.Notice, "The image is on the target already: nothing was written.\n");
            return false;
        }

        string title = $"Writing {Path.GetFileName(image.Path)} to the target";
        try
        {
            var download = new FlashDownload(rsp, (step, part) => events.OnProgress(new ProgressReport(title, step, (int)(WritingPercent * part))));
            await download.WriteAsync([.. parts.Where(part => IsFlash(part.Address))], cancellationToken).ConfigureAwait(false);
            foreach (LoadPart part in parts.Where(part => !IsFlash(part.Address)))
                await rsp.WriteMemoryAsync(new(part.Address), part.Data, cancellationToken).ConfigureAwait(false);
            events.OnProgress(new ProgressReport(title, "verifying", WritingPercent));
            await VerifyAsync(image, parts, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            events.OnProgress(new ProgressReport(title, "", 100, IsDone: true));
        }

        events.OnOutput(OutputKind.Notice, $"{parts.Sum(part => part.Data.Length)} bytes were written and verified.\n");
        return true;
    }

    private async ValueTask VerifyAsync(LoadedImage image, LoadPart[] parts, CancellationToken cancellationToken)
    {
        if (!await IsThereAsync(parts, cancellationToken).ConfigureAwait(false))
            throw new EngineRequestException($"'{image.Path}' was written but does not read back. Is the flash protected (APPROTECT), or the target powered too low?");
    }

    private async ValueTask<bool> IsThereAsync(IEnumerable<LoadPart> parts, CancellationToken cancellationToken)
    {
        foreach (LoadPart part in parts)
            if (await MatchesAsync(part, cancellationToken).ConfigureAwait(false) != true)
                return false;
        return true;
    }

    private async ValueTask<bool> MatchesAsync(LoadPart part, CancellationToken cancellationToken)
    {
        if (quirks.ChecksumLeavesTargetAlone && await rsp.QueryCrcAsync(new(part.Address), (uint)part.Data.Length, cancellationToken).ConfigureAwait(false) is { } crc)
            return crc == Crc32.Compute(part.Data.Span);
        var there = new byte[part.Data.Length];
        int read = await rsp.ReadMemoryAsync(new(part.Address), there, cancellationToken).ConfigureAwait(false);
        return read == there.Length && there.AsSpan().SequenceEqual(part.Data.Span);
    }

    private bool IsFlash(uint address) =>
        rsp.MemoryMap?.Find(new(address)) is { } region ? region.Kind == MemoryKind.Flash : address < 0x2000_0000;
}
