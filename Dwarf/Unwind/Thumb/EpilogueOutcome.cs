namespace RspDebug.Dwarf.Unwind.Thumb;

/// <summary>How straight-line code leaves its function.</summary>
/// <param name="Plan">The way to the caller.</param>
/// <param name="IsTailCall">It jumps to another function, or to a piece of its own that lies elsewhere.</param>
/// <param name="IsByRegister">It leaves through a register that the code here did not pop: a function pointer, or the return address popped before.</param>
/// <param name="IsUndone">The rest of the code takes the frame down; without that a jump may as well stay in the function.</param>
internal sealed record EpilogueOutcome(FramePlan Plan, bool IsTailCall, bool IsByRegister, bool IsUndone)
{
    /// <summary>All registers that a function keeps are found; code that goes on to use one is not an epilogue yet.</summary>
    public bool IsComplete { get; } = Plan.Registers.All(pair => pair.Value.Kind != RecoveryKind.Undefined);
}
