namespace RspDebug.RspClient.Replies;

/// <summary>The key of a watchpoint stop.</summary>
public enum WatchpointAccess
{
    /// <summary><c>watch</c>: a write; Black Magic Probe also says so for reads.</summary>
    Write,

    /// <summary><c>rwatch</c>: a read.</summary>
    Read,

    /// <summary><c>awatch</c>: either.</summary>
    Access,
}
