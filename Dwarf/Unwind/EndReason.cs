namespace RspDebug.Dwarf.Unwind;

/// <summary>Why there is no further frame.</summary>
public enum EndReason
{
    /// <summary>The outermost function: entry point, undefined return address, reset value or 0 in LR.</summary>
    StackBottom,
    /// <summary>No method knows the way out of this code.</summary>
    NoInformation,
    /// <summary>The function does not return to its caller and did not keep the return address.</summary>
    ReturnAddressLost,
    /// <summary>The return address cannot be code.</summary>
    NotCode,
    /// <summary>The next frame would not lie further up the stack: the stack is damaged or the information wrong.</summary>
    NoProgress,
    /// <summary>The processor is locked up.</summary>
    Lockup,
    /// <summary>As many frames as were asked for.</summary>
    Limit,
}
