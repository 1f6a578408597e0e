using System.Collections.Immutable;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Location;

/// <summary>How far an evaluation came: what it needs next, or its result.</summary>
/// <remarks>Each "needs" case says which <c>Resume</c> of <see cref="ExpressionEvaluator"/> answers it; dropping the evaluator is the answer "not available".</remarks>
public abstract record EvaluationStep
{
    private EvaluationStep() { }                          // closed: the cases below are all there are

    /// <summary>Bytes of target memory; <see cref="ExpressionEvaluator.Resume(ReadOnlySpan{byte})"/>.</summary>
    /// <param name="Address">First byte.</param>
    /// <param name="SizeInBytes">1 to 8.</param>
    /// <param name="AddressSpace">Given by <c>DW_OP_xderef</c>; null is the only space of a Cortex-M.</param>
    public sealed record NeedsMemory(TargetAddress Address, int SizeInBytes, ulong? AddressSpace = null) : EvaluationStep;
    /// <summary>A register of the frame; <see cref="ExpressionEvaluator.Resume(ulong)"/>.</summary>
    /// <param name="DwarfRegister">DWARF number.</param>
    /// <param name="SizeInBytes">Bytes wanted, from the least significant.</param>
    public sealed record NeedsRegister(int DwarfRegister, int SizeInBytes) : EvaluationStep;
    /// <summary>The value of the function's <c>DW_AT_frame_base</c>; <see cref="ExpressionEvaluator.Resume(ulong)"/>.</summary>
    public sealed record NeedsFrameBase : EvaluationStep;
    /// <summary>The frame's CFA; <see cref="ExpressionEvaluator.Resume(ulong)"/>.</summary>
    public sealed record NeedsCfa : EvaluationStep;
    /// <summary>The address of the object that the type belongs to; <see cref="ExpressionEvaluator.Resume(ulong)"/>.</summary>
    public sealed record NeedsObjectAddress : EvaluationStep;
    /// <summary>The value an expression had on entry to the function, from the caller's call site; <see cref="ExpressionEvaluator.Resume(ulong)"/>.</summary>
    /// <param name="Expression">Names what is wanted, usually one <c>DW_OP_regN</c>.</param>
    public sealed record NeedsEntryValue(ReadOnlyMemory<byte> Expression) : EvaluationStep;
    /// <summary>The value a formal parameter had on entry (<c>DW_OP_GNU_parameter_ref</c>); <see cref="ExpressionEvaluator.Resume(ulong)"/>.</summary>
    /// <param name="UnitOffset">The parameter's DIE, from the start of its unit.</param>
    public sealed record NeedsParameterEntryValue(ulong UnitOffset) : EvaluationStep;
    /// <summary>An entry of <c>.debug_addr</c>; <see cref="ExpressionEvaluator.Resume(ulong)"/>.</summary>
    /// <param name="Index">Counted from the unit's <c>DW_AT_addr_base</c>.</param>
    public sealed record NeedsIndexedAddress(ulong Index) : EvaluationStep;
    /// <summary>The type of a typed operation; <see cref="ExpressionEvaluator.Resume(BaseType)"/>.</summary>
    /// <param name="UnitOffset">Its DIE, from the start of the unit.</param>
    public sealed record NeedsBaseType(ulong UnitOffset) : EvaluationStep;
    /// <summary>The location expression of another DIE, empty when it has none; <see cref="ExpressionEvaluator.ResumeWithExpression"/>.</summary>
    /// <param name="Offset">The DIE.</param>
    /// <param name="IsUnitOffset">Counts from the unit, else from the start of <c>.debug_info</c>.</param>
    public sealed record NeedsDieExpression(ulong Offset, bool IsUnitOffset) : EvaluationStep;
    /// <summary>The value of a variable (<c>DW_OP_GNU_variable_value</c>); <see cref="ExpressionEvaluator.Resume(ulong)"/>.</summary>
    /// <param name="DebugInfoOffset">The variable's DIE.</param>
    public sealed record NeedsVariableValue(ulong DebugInfoOffset) : EvaluationStep;
    /// <summary>The expression cannot be evaluated here, and asking again will not help.</summary>
    /// <param name="Reason">One sentence for the user, without full stop.</param>
    public sealed record Refused(string Reason) : EvaluationStep;
    /// <summary>The object does not exist at this place in the program.</summary>
    public sealed record OptimizedOut : EvaluationStep;
    /// <summary>The result.</summary>
    /// <param name="Pieces">At least one, in the order of the object's bytes.</param>
    public sealed record Done(ImmutableArray<Piece> Pieces) : EvaluationStep;
}
