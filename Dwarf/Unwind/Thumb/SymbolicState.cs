using System.Collections.Immutable;
using static RspDebug.Dwarf.Unwind.Thumb.ThumbInstruction;

namespace RspDebug.Dwarf.Unwind.Thumb;

/// <summary>Core registers and stack slots in front of one instruction. Immutable.</summary>
/// <param name="Registers">R0 to LR.</param>
/// <param name="Slots">What was stored on the stack, by place.</param>
internal sealed record SymbolicState(ImmutableArray<SymbolicValue> Registers, ImmutableDictionary<SymbolicValue, StackSlot> Slots)
{
    /// <summary>At the first instruction of a function.</summary>
    public static SymbolicState AtEntry { get; } = new(
        [.. Enumerable.Range(0, Pc).Select(i => i == ThumbInstruction.Sp ? SymbolicValue.Stack(0, 0) : SymbolicValue.Entry((CoreRegister)i))],
        ImmutableDictionary<SymbolicValue, StackSlot>.Empty);

    public SymbolicValue Sp => Registers[ThumbInstruction.Sp];

    public SymbolicState With(int register, SymbolicValue value)
    {
        if (register >= Pc)
            return this;
        // Where SP is lost, a new anchor starts: pushes and pops around it still match.
        if (register == ThumbInstruction.Sp && value.Kind != SymbolKind.Stack)
            value = SymbolicValue.Stack(NextAnchor(), 0);
        return this with { Registers = Registers.SetItem(register, value) };
    }

    public SymbolicState Store(SymbolicValue place, SymbolicValue value, bool isSave) =>
        place.Kind == SymbolKind.Stack ? this with { Slots = Slots.SetItem(place, new StackSlot(value, isSave)) } : this;

    public SymbolicValue Load(SymbolicValue place) => Slots.GetValueOrDefault(place).Value;

    private int NextAnchor() => 1 + Math.Max(Sp.Id, Slots.Keys.Select(place => place.Id).DefaultIfEmpty().Max());
}
