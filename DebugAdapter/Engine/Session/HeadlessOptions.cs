using RspDebug.DebugAdapter.Engine.Download;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.RspClient.Session;

namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>How a session without a user interface is started.</summary>
internal sealed record HeadlessOptions
{
    /// <summary>Gets texts of session, server and program, as they come, from any thread.</summary>
    public required Action<OutputKind, string> Output { get; init; }

    /// <summary>Gets how far a download is.</summary>
    public Action<ProgressReport> Progress { get; init; } = static _ => { };

    /// <summary>Sees the packets; null for nobody.</summary>
    public IPacketObserver? Observer { get; init; }

    /// <summary>Adapts what is known of the server kind.</summary>
    public Func<ServerQuirks, ServerQuirks> AdaptQuirks { get; init; } = static quirks => quirks;

    /// <summary>What launch does with the target's memory.</summary>
    public DownloadMode Mode { get; init; } = DownloadMode.Write;
}
