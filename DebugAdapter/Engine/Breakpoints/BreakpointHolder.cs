namespace RspDebug.DebugAdapter.Engine.Breakpoints;

/// <summary>How a breakpoint is held by the target.</summary>
internal enum BreakpointHolder
{
    /// <summary>An FPB comparator (<c>Z1</c>).</summary>
    Hardware,

    /// <summary>A BKPT written into RAM by the server (<c>Z0</c>).</summary>
    Software,
}
