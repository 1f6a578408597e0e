namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>Where a line of text comes from.</summary>
internal enum OutputKind
{
    /// <summary>The debugger itself: something the user should know.</summary>
    Notice,

    /// <summary>The debugger itself: something that is wrong.</summary>
    Warning,

    /// <summary>The program: semihosting.</summary>
    Program,

    /// <summary>The server's log.</summary>
    Server,

    /// <summary>The server's log about questions that only the debugger asked: for our log, not for the user.</summary>
    ServerDetail,

    /// <summary>What was read of the image and its debug information, and what had to be left out: for our log.</summary>
    ImageDetail,

    /// <summary>What the trace had: for our log.</summary>
    TraceDetail,
}
