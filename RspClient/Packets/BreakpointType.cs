namespace RspDebug.RspClient.Packets;

/// <summary>The digit of <c>Z</c> and <c>z</c> packets.</summary>
public enum BreakpointType
{
    /// <summary><c>Z0</c>: an instruction is replaced; for code in RAM.</summary>
    Software = 0,

    /// <summary><c>Z1</c>: an FPB comparator.</summary>
    Hardware = 1,

    /// <summary><c>Z2</c>: stops on a write.</summary>
    WriteWatchpoint = 2,

    /// <summary><c>Z3</c>: stops on a read.</summary>
    ReadWatchpoint = 3,

    /// <summary><c>Z4</c>: stops on a read or a write.</summary>
    AccessWatchpoint = 4,
}
