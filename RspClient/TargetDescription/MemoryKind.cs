namespace RspDebug.RspClient.TargetDescription;

/// <summary>The <c>type</c> of a memory region.</summary>
public enum MemoryKind
{
    /// <summary>A type that the manual does not have.</summary>
    Unknown,

    /// <summary><c>ram</c>; OpenOCD calls everything that is not flash so, also peripherals and holes.</summary>
    Ram,

    /// <summary><c>rom</c>.</summary>
    Rom,

    /// <summary><c>flash</c>.</summary>
    Flash,
}
