namespace RspDebug.DebugAdapter.Engine.Target;

/// <summary>The kinds of stop.</summary>
internal enum TargetStopKind
{
    /// <summary>Breakpoint or step: SIGTRAP without more.</summary>
    Trap,

    /// <summary>We asked for it: SIGINT.</summary>
    Interrupted,

    /// <summary>A watchpoint.</summary>
    Watchpoint,

    /// <summary>Another signal: a fault caught by the server.</summary>
    Signal,

    /// <summary>The program or the server's target has ended.</summary>
    Ended,
}
