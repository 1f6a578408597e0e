namespace RspDebug.DebugAdapter.Engine.FloatingPoint;

/// <summary>Launch key <c>fpscr</c>: what to do when a tool changed FPSCR across a single-step.</summary>
internal enum FpscrMode
{
    /// <summary>Write the program's value back, read it back, report it.</summary>
    Restore,

    /// <summary>Report only.</summary>
    Report,

    /// <summary>Do not look.</summary>
    Off,
}
