namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>Why the UI shows a stop.</summary>
internal enum StopReason
{
    /// <summary>The session has begun.</summary>
    Entry,

    /// <summary>A step has ended.</summary>
    Step,

    /// <summary>A source breakpoint.</summary>
    Breakpoint,

    /// <summary>A function breakpoint.</summary>
    FunctionBreakpoint,

    /// <summary>An instruction breakpoint.</summary>
    InstructionBreakpoint,

    /// <summary>A watchpoint.</summary>
    DataBreakpoint,

    /// <summary>The user paused.</summary>
    Pause,

    /// <summary>A fault, a BKPT of the program, or a stop nobody asked for.</summary>
    Exception,
}
