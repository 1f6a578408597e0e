namespace RspDebug.RspServer.Targets;

/// <summary>Kinds of outcome. The values above 1 are the numbers sent as <c>Exx</c> (errno numbers, as other stubs use them).</summary>
public enum TargetStatusCode
{
    /// <summary>Carried out.</summary>
    Ok = 0,

    /// <summary>Not offered; becomes the empty reply. Its number is also that of a malformed packet.</summary>
    Unsupported = 1,

    /// <summary>EIO: the target or the link to it failed.</summary>
    Failed = 5,

    /// <summary>EFAULT: no memory there, or not accessible.</summary>
    BadAddress = 14,

    /// <summary>EBUSY: not while the target runs.</summary>
    Running = 16,

    /// <summary>EINVAL: a value out of range, a register that does not exist.</summary>
    BadValue = 22,

    /// <summary>ENOSPC: no comparator left.</summary>
    NoComparator = 28,

    /// <summary>EROFS: the thing can be read only.</summary>
    ReadOnly = 30,
}
