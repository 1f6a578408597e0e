using RspDebug.DebugAdapter.Engine.Download;
using RspDebug.DebugAdapter.Engine.FileIo;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Engine.Sharing;

namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>A session with the server that was started for it.</summary>
internal sealed class StartedSession(DebugSession session, RunningServer server) : IAsyncDisposable
{
    /// <summary>The session.</summary>
    public DebugSession Session { get; } = session;

    /// <summary>The server; it may run by itself.</summary>
    public RunningServer Server { get; } = server;

    /// <summary>True when this session started the server and ends it.</summary>
    public bool OwnsServer => Server.Command is not null;

    /// <summary>The firmware's files and console as far as the server hands them to us; null when semihosting is off.</summary>
    public FileIoHost? Files { get; init; }

    /// <summary>What is known of the server, as it was recognised.</summary>
    public ServerQuirks Quirks { get; init; } = server.Profile.Quirks;

    /// <summary>What became of the files that launch was to load.</summary>
    public IReadOnlyList<DownloadedFile> Downloaded { get; init; } = [];

    /// <summary>A command of the launch configuration asked for the target to run once the session has begun.</summary>
    public bool WantsToRun { get; init; }

    /// <summary>The reception of SWO, or null.</summary>
    public IAsyncDisposable? Trace { get; init; }

    /// <summary>The port on which other debuggers share the session, or null.</summary>
    public GdbPort? GdbPort { get; set; }

    /// <summary>Sends other debuggers away; their breakpoints go with them.</summary>
    public async ValueTask CloseGdbPortAsync()
    {
        if (GdbPort is { } port) await port.DisposeAsync().ConfigureAwait(false);
        GdbPort = null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await CloseGdbPortAsync().ConfigureAwait(false);
        if (Trace is not null) await Trace.DisposeAsync().ConfigureAwait(false);
        await Session.DisposeAsync().ConfigureAwait(false);
        Files?.Dispose();
        await Server.DisposeAsync().ConfigureAwait(false);
    }
}
