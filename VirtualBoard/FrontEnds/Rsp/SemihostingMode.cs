namespace RspDebug.VirtualBoard.FrontEnds.Rsp;

/// <summary>What happens at a BKPT 0xAB.</summary>
internal enum SemihostingMode
{
    /// <summary>It is a breakpoint.</summary>
    Off,

    /// <summary>Console output, exit and time are served; files are refused.</summary>
    On,

    /// <summary>Files are the client's, through File-I/O.</summary>
    FileIo,
}
