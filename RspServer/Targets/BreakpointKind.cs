namespace RspDebug.RspServer.Targets;

/// <summary>The types of <c>Z</c> packets, by their number.</summary>
public enum BreakpointKind
{
    /// <summary><c>Z0</c>: an instruction in memory is replaced.</summary>
    Software = 0,

    /// <summary><c>Z1</c>: a comparator on the fetch address.</summary>
    Hardware = 1,

    /// <summary><c>Z2</c>: stop when written.</summary>
    WriteWatchpoint = 2,

    /// <summary><c>Z3</c>: stop when read.</summary>
    ReadWatchpoint = 3,

    /// <summary><c>Z4</c>: stop when read or written.</summary>
    AccessWatchpoint = 4,
}
