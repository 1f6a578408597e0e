namespace RspDebug.Dwarf.Unwind.Thumb;

/// <summary>Where the values that registers had on entry are, in addresses of the running program.</summary>
internal sealed class SlotPlaces(SymbolicState state, uint sp, uint cfa)
{
    /// <summary>R4 to R11 and S16 to S31 (AAPCS32, 6.1.1 and 6.1.2.1).</summary>
    public static IReadOnlyList<CoreRegister> CalleeSaved { get; } =
    [
        .. Enumerable.Range((int)CoreRegister.R4, 8).Select(number => (CoreRegister)number),
        .. Enumerable.Range((int)CoreRegister.S16, 16).Select(number => (CoreRegister)number),
    ];

    /// <summary>Null when the value is not found on the stack or in a register.</summary>
    public Recovery? Find(CoreRegister register)
    {
        // A saved register may still hold its value on the path that was followed and be changed on another: its slot is right on both.
        // LR is only ever stored to be kept.
        SymbolicValue wanted = SymbolicValue.Entry(register);
        Recovery? kept = null;
        foreach ((SymbolicValue place, StackSlot slot) in state.Slots)
        {
            bool isKept = slot.Value == wanted && (slot.IsSave || register == CoreRegister.Lr);
            if (isKept && AddressOf(place) is { } address && address >= sp && (kept is null || address > kept.Value.Operand))
                kept = Recovery.FromMemory(address);
        }
        if (kept is not null)
            return kept;
        if ((int)register < ThumbInstruction.Pc && state.Registers[(int)register] == wanted)
            return Recovery.FromRegister(register);
        int holder = state.Registers.IndexOf(wanted);
        return holder >= 0 ? Recovery.FromRegister((CoreRegister)holder) : null;
    }

    private uint? AddressOf(SymbolicValue place) => place.Id == 0 ? unchecked(cfa + (uint)place.Number)
        : place.Id == state.Sp.Id ? unchecked(sp - (uint)state.Sp.Number + (uint)place.Number) : null;
}
