using RspDebug.DebugAdapter.Engine.Download;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Image.Loading;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Launch;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;

namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>Brings a target to the state that <c>launch</c> promises: the image is there, and the core is halted at its reset vector.</summary>
internal sealed class TargetLoader(RspSession rsp, ServerQuirks quirks, ISessionEvents events)
{
    /// <summary>What the download does.</summary>
    public DownloadMode Mode { get; init; } = DownloadMode.Write;

    /// <summary>Reads <c>loadFiles</c>, so that one that cannot be used is told before a server is started; null without the key.</summary>
    /// <exception cref="ImageFileException">One cannot be used.</exception>
    public static IReadOnlyList<LoadImage>? ReadFiles(LaunchConfiguration configuration) =>
        configuration.LoadFiles is not { } files ? null : [.. files.Select(LoadFileName.Parse).Select(name => LoadImage.Open(name with { Path = configuration.Resolve(name.Path) }))];

    /// <summary>What became of each file; empty when nothing was to be loaded.</summary>
    public IReadOnlyList<DownloadedFile> Downloaded { get; private set; } = [];

    /// <summary>Resets, loads what is not there yet, and resets again where something was written.</summary>
    /// <param name="image">The executable, or null.</param>
    /// <param name="files">What to load in place of it, or null.</param>
    /// <param name="configuration">The commands around it.</param>
    /// <param name="cancellationToken">Gives up between two packets.</param>
    /// <exception cref="ImageFileException">Two files hold different bytes for an address.</exception>
    /// <exception cref="EngineRequestException">The target cannot be reset or written; the text says what to do.</exception>
    public async ValueTask PrepareAsync(LoadedImage? image, IReadOnlyList<LoadImage>? files, LaunchConfiguration configuration, CancellationToken cancellationToken)
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
            if (await LoadAsync(image, files, cancellationToken).ConfigureAwait(false))
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

    // True when something was written.
    private async ValueTask<bool> LoadAsync(LoadedImage? executable, IReadOnlyList<LoadImage>? files, CancellationToken cancellationToken)
    {
        IReadOnlyList<LoadImage> images = files ?? (executable is null || quirks.LoadsImageItself ? [] : [LoadImage.Of(executable)]);
        if (images.Count == 0) return false;
        Downloaded = await new ImageDownload(rsp, quirks, events).RunAsync(images, Mode, cancellationToken).ConfigureAwait(false);
        foreach (DownloadedFile file in Downloaded)
            events.OnOutput(OutputKind.Notice, (images.Count > 1 ? $"{Path.GetFileName(file.Path)}: " : "") + Describe(file) + "\n");
        return Downloaded.Any(static file => file.Outcome == DownloadOutcome.Written);
    }

    private static string Describe(DownloadedFile file) => file.Outcome switch
    {
        DownloadOutcome.AlreadyThere => "The image is on the target already: nothing was written.",
        DownloadOutcome.Written => $"{file.SizeInBytes} bytes were written and verified.",
        _ => $"The target holds something else, first at 0x{file.DiffersAt:x8}.",
    };
}
