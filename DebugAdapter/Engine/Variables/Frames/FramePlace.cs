using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.DebugAdapter.Engine.Variables.Frames;

/// <summary>What the evaluation of variables needs to know of a stack frame.</summary>
/// <param name="Pc">The next instruction of the frame: for a caller, the return address.</param>
/// <param name="LookupPc">The address for look-ups: inside the call for a caller.</param>
/// <param name="Registers">The registers as the frame sees them.</param>
/// <param name="Cfa">The canonical frame address; null when it is not known.</param>
/// <param name="InlineDepth">Level of the inline chain that was selected; 0 is the innermost.</param>
/// <param name="Caller">The frame that called this one; null at the end of the stack or when it was not unwound.</param>
public sealed record FramePlace(CodeAddress Pc, CodeAddress LookupPc, RegisterSet Registers, TargetAddress? Cfa, int InlineDepth = 0, FramePlace? Caller = null)
{
    // A value on entry may be the caller's own value on entry, and so on; longer chains do not occur.
    private const int MaxCallers = 8;

    /// <summary>The frame waits for a call to return.</summary>
    public bool IsCall => Pc != LookupPc;

    /// <summary>Takes the facts over from an unwound stack, with the callers that know what values parameters had on entry.</summary>
    /// <param name="frames">The stack, innermost frame first; callers may be missing at its end.</param>
    /// <param name="level">Index of the frame.</param>
    /// <param name="inlineDepth">Level of the inline chain that was selected.</param>
    public static FramePlace Of(IReadOnlyList<UnwindFrame> frames, int level, int inlineDepth = 0)
    {
        FramePlace? place = null;
        for (int i = Math.Min(level + MaxCallers, frames.Count - 1); i >= level; i--) place = Of(frames[i], i == level ? inlineDepth : 0, place);
        return place ?? throw new ArgumentOutOfRangeException(nameof(level), level, "no such frame");
    }

    /// <summary>Takes the facts over from an unwound frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="inlineDepth">Level of the inline chain that was selected.</param>
    /// <param name="caller">Its caller, for the values that parameters had on entry.</param>
    public static FramePlace Of(UnwindFrame frame, int inlineDepth = 0, FramePlace? caller = null) =>
        new(frame.Pc, frame.LookupPc, frame.Registers, frame.Cfa, inlineDepth, caller);
}
