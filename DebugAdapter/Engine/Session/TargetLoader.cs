using RspDebug.DebugAdapter.Engine.Commands;
using RspDebug.DebugAdapter.Engine.Download;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Image.Loading;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>
/// Brings a target to the state that <c>launch</c> and <c>attach</c> promise, with the user's commands around it. After a launch the image
/// is there, and the core is halted at its reset vector.
/// </summary>
internal sealed class TargetLoader(DebugSession session, ImageDownload download, ServerQuirks quirks, ISessionEvents events)
{
    /// <summary>What the download does.</summary>
    public DownloadMode Mode { get; init; } = DownloadMode.Write;

    /// <summary>What to load in place of the executable; null without <c>loadFiles</c>.</summary>
    public IReadOnlyList<LoadImage>? Files { get; init; }

    /// <summary>What became of each file; empty when nothing was to be loaded.</summary>
    public IReadOnlyList<DownloadedFile> Downloaded { get; private set; } = [];

    /// <summary>A command asked for the target to run; it does once the session has begun.</summary>
    public bool WantsToRun { get; private set; }

    /// <summary>Reads <c>loadFiles</c>, so that one that cannot be used is told before a server is started; null without the key.</summary>
    /// <exception cref="ImageFileException">One cannot be used.</exception>
    public static IReadOnlyList<LoadImage>? ReadFiles(LaunchConfiguration configuration) => configuration.LoadFiles is not { } files ? null
        : [.. files.Select(LoadFileName.Parse).Select(name => LoadImage.Open(name with { Path = configuration.Resolve(name.Path) }))];

    /// <summary>Resets, loads what is not there yet, and resets again where something was written.</summary>
    /// <exception cref="ImageFileException">Two files hold different bytes for an address.</exception>
    /// <exception cref="EngineRequestException">The target cannot be reset or written, or a command fails; the text says what to do.</exception>
    public async Task LaunchAsync(LaunchConfiguration configuration, CancellationToken cancellationToken)
    {
        await RunAsync("preLaunchCommands", configuration.PreLaunchCommands, cancellationToken).ConfigureAwait(false);
        if (configuration.OverrideLaunchCommands is { } commands)
        {
            await RunAsync("overrideLaunchCommands", commands, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            if (!quirks.StartsAtReset)
                await ResetAsync(cancellationToken).ConfigureAwait(false);
            if (await LoadAsync(ImagesAtStart(), cancellationToken).ConfigureAwait(false))
                await ResetAsync(cancellationToken).ConfigureAwait(false);
        }

        await RunAsync("postLaunchCommands", configuration.PostLaunchCommands, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs the commands of an attach; connecting has halted the target already.</summary>
    /// <exception cref="EngineRequestException">A command fails.</exception>
    public async Task AttachAsync(LaunchConfiguration configuration, CancellationToken cancellationToken)
    {
        await RunAsync("preAttachCommands", configuration.PreAttachCommands, cancellationToken).ConfigureAwait(false);
        await RunAsync("overrideAttachCommands", configuration.OverrideAttachCommands ?? [], cancellationToken).ConfigureAwait(false);
        await RunAsync("postAttachCommands", configuration.PostAttachCommands, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The command <c>load</c>: a file, or those of the configuration.</summary>
    /// <returns>Where the program starts, if an ELF file says so.</returns>
    public async ValueTask<uint?> LoadCommandAsync(LaunchConfiguration configuration, LoadFileName? name, CancellationToken cancellationToken)
    {
        IReadOnlyList<LoadImage> images = name is null
            ? Files ?? (session.Image is { } image ? [LoadImage.Of(image)] : throw new EngineRequestException("There is nothing to load. Set \"executable\" or \"loadFiles\"."))
            : [LoadImage.Open(name with { Path = configuration.Resolve(name.Path) })];
        await LoadAsync(images, cancellationToken).ConfigureAwait(false);
        return images.Select(static image => image.Start).LastOrDefault(static start => start is not null);
    }

    private IReadOnlyList<LoadImage> ImagesAtStart() => Files ?? (session.Image is null || quirks.LoadsImageItself ? [] : [LoadImage.Of(session.Image)]);

    private Task ResetAsync(CancellationToken cancellationToken) => session.RunStartCommandsAsync(LaunchCommand.OfServer(quirks.ResetAndHalt), cancellationToken);

    private async ValueTask RunAsync(string key, IReadOnlyList<string> commands, CancellationToken cancellationToken)
    {
        if (commands.Count == 0) return;
        IReadOnlyList<LaunchCommand> lines = LaunchCommand.Parse(key, commands);
        WantsToRun |= lines.Any(static line => line.Command is GdbCommand.Continue);
        await session.RunStartCommandsAsync([.. lines.Where(static line => line.Command is not GdbCommand.Continue)], cancellationToken).ConfigureAwait(false);
    }

    // True when something was written.
    private async ValueTask<bool> LoadAsync(IReadOnlyList<LoadImage> images, CancellationToken cancellationToken)
    {
        if (images.Count == 0) return false;
        IReadOnlyList<DownloadedFile> done = await download.RunAsync(images, Mode, cancellationToken).ConfigureAwait(false);
        Downloaded = [.. Downloaded, .. done];
        foreach (DownloadedFile file in done)
            events.OnOutput(OutputKind.Notice, (images.Count > 1 ? $"{Path.GetFileName(file.Path)}: " : "") + Describe(file) + "\n");
        return done.Any(static file => file.Outcome == DownloadOutcome.Written);
    }

    private static string Describe(DownloadedFile file) => file.Outcome switch
    {
        DownloadOutcome.AlreadyThere => "The image is on the target already: nothing was written.",
        DownloadOutcome.Written => $"{file.SizeInBytes} bytes were written and verified.",
        _ => $"The target holds something else, first at 0x{file.DiffersAt:x8}.",
    };
}
