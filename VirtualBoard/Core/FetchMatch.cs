namespace RspDebug.VirtualBoard.Core;

/// <summary>Answer to <see cref="IDebugEvents.MatchFetch"/>.</summary>
[Flags]
public enum FetchMatch
{
    /// <summary>Execute as it is.</summary>
    None = 0,

    /// <summary>Treat as a breakpoint before it executes, also when its IT condition fails.</summary>
    Breakpoint = 1,

    /// <summary>Report after it retired (DWT PC match).</summary>
    Watch = 2,
}
