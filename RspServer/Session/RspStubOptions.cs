using RspDebug.RspServer.Personalities;

namespace RspDebug.RspServer.Session;

/// <summary>Settings of a stub; the defaults work.</summary>
public sealed record RspStubOptions
{
    /// <summary>Behaviour where stubs differ.</summary>
    public StubPersonality Personality { get; init; } = StubPersonality.Plain;

    /// <summary>Most clients at once; further ones are closed at connect.</summary>
    public int MaximumClients { get; init; } = 8;

    /// <summary>Whether a target that was set going by nobody resumes when the last client detaches or leaves.</summary>
    public bool ResumeWhenLastClientLeaves { get; init; } = true;

    /// <summary>Whether <c>k</c> and <c>vKill</c> reset the target; otherwise they end the client's own session and nothing more.</summary>
    public bool KillResets { get; init; } = true;

    /// <summary>Whether file calls are passed to clients; when not, the program gets "not implemented".</summary>
    public bool FileCalls { get; init; } = true;

    /// <summary>Longest stretch that one <c>qCRC</c> may cover, in bytes.</summary>
    public int MaximumCrcInBytes { get; init; } = 16 << 20;

    /// <summary>Where time comes from (keep-alive, injected delays).</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Sees the packets; null for nobody.</summary>
    public IPacketObserver? Observer { get; init; }
}
