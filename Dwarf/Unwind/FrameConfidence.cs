namespace RspDebug.Dwarf.Unwind;

/// <summary>How sure a frame is. Never surer than the frame it was reached from.</summary>
public enum FrameConfidence
{
    /// <summary>By convention or plausibility alone.</summary>
    Guess,
    /// <summary>By analysis of instructions.</summary>
    Probable,
    /// <summary>By registers, tables or the processor's own frames.</summary>
    Certain,
}
