namespace RspDebug.RspClient.Session;

/// <summary>How an exchange on the link ended; a lost link is an exception instead.</summary>
internal enum LinkOutcome
{
    /// <summary>The slot holds the reply.</summary>
    Reply,

    /// <summary>Nothing came in time. A late reply may still be on its way.</summary>
    TimedOut,

    /// <summary>A reply came that is larger than the bound, and was dropped.</summary>
    Oversize,
}
