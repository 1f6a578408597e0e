namespace RspDebug.Dwarf.Unwind;

/// <summary>Where a frame's register value comes from.</summary>
public enum RegisterOriginKind
{
    /// <summary>The value is not known in this frame.</summary>
    Unknown,
    /// <summary>The processor's register holds it; writing it changes the frame.</summary>
    Live,
    /// <summary>A stack slot holds it; writing the slot changes the frame.</summary>
    Memory,
    /// <summary>It follows from the frame itself, as SP does; there is no place to write it.</summary>
    Computed,
}
