namespace RspDebug.RspServer.Commands;

/// <summary>What follows a command.</summary>
internal enum CommandOutcome
{
    /// <summary>The reply that was written is sent; written nothing means "not supported".</summary>
    Reply,

    /// <summary>Nothing is sent: the answer comes later, or never.</summary>
    Nothing,
}
