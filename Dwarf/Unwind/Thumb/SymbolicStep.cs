using static RspDebug.Dwarf.Unwind.Thumb.ThumbInstruction;

namespace RspDebug.Dwarf.Unwind.Thumb;

/// <summary>The effect of one instruction on the symbolic state; control flow is the caller's.</summary>
internal static class SymbolicStep
{
    // readLiteral gives the word of a literal pool, null when it cannot be read.
    public static SymbolicState Run(SymbolicState state, ThumbInstruction instruction, Func<uint, uint?> readLiteral)
    {
        switch (instruction.Kind)
        {
            case ThumbKind.Clobber: return Forget(state, instruction.Mask);
            case ThumbKind.AddImmediate: return state.With(instruction.Rd, Value(state, instruction.Rn).Plus(instruction.Immediate));
            case ThumbKind.AddRegister: return state.With(instruction.Rd, Sum(Value(state, instruction.Rn), Value(state, instruction.Rm)));
            case ThumbKind.SubtractRegister: return state.With(instruction.Rd, Difference(Value(state, instruction.Rn), Value(state, instruction.Rm)));
            case ThumbKind.LoadConstant: return state.With(instruction.Rd, SymbolicValue.Constant(instruction.Immediate));
            case ThumbKind.MoveTop: return MoveTop(state, instruction);
            case ThumbKind.LoadLiteral: return state.With(instruction.Rd, readLiteral((uint)instruction.Immediate) is { } word ? SymbolicValue.Constant((int)word) : default);
            case ThumbKind.StoreMultipleDown: return PushAll(state, instruction);
            case ThumbKind.LoadMultipleUp: return PopAll(state, instruction);
            case ThumbKind.StoreSinglesDown: return PushSingles(state, instruction);
            case ThumbKind.LoadSinglesUp: return state.With(instruction.Rn, Value(state, instruction.Rn).Plus(4 * instruction.Count));
            case ThumbKind.Store or ThumbKind.Load: return Access(state, instruction);
            case ThumbKind.Call: return AfterCall(state);
            case ThumbKind.WriteSpecial: return state.With(Sp, default);
            default: return state;
        }
    }

    private static SymbolicValue Value(SymbolicState state, int register) => register < Pc ? state.Registers[register] : default;

    private static SymbolicState Forget(SymbolicState state, int mask)
    {
        for (int register = 0; register < Pc; register++)
        {
            if ((mask & 1 << register) != 0)
                state = state.With(register, default);
        }
        return state;
    }

    private static SymbolicValue Sum(SymbolicValue left, SymbolicValue right) =>
        right.Kind == SymbolKind.Constant ? left.Plus(right.Number) : left.Kind == SymbolKind.Constant ? right.Plus(left.Number) : default;

    private static SymbolicValue Difference(SymbolicValue left, SymbolicValue right) => right.Kind == SymbolKind.Constant ? left.Plus(unchecked(-right.Number)) : default;

    private static SymbolicState MoveTop(SymbolicState state, ThumbInstruction instruction)
    {
        SymbolicValue low = Value(state, instruction.Rd);
        return state.With(instruction.Rd, low.Kind == SymbolKind.Constant ? SymbolicValue.Constant(instruction.Immediate << 16 | (low.Number & 0xffff)) : default);
    }

    private static SymbolicState PushAll(SymbolicState state, ThumbInstruction instruction)
    {
        SymbolicValue bottom = Value(state, instruction.Rn).Plus(-4 * int.PopCount(instruction.Mask));
        int slot = 0;
        SymbolicState after = state;
        for (int register = 0; register < Pc; register++)
        {
            if ((instruction.Mask & 1 << register) != 0)
                after = after.Store(bottom.Plus(4 * slot++), Value(state, register), isSave: true);
        }
        return after.With(instruction.Rn, bottom);
    }

    private static SymbolicState PopAll(SymbolicState state, ThumbInstruction instruction)
    {
        SymbolicValue place = Value(state, instruction.Rn);
        SymbolicState after = state;
        int slot = 0;
        for (int register = 0; register <= Pc; register++)
        {
            if ((instruction.Mask & 1 << register) != 0)
                after = after.With(register, state.Load(place.Plus(4 * slot++)));
        }
        return (instruction.Mask & 1 << instruction.Rn) != 0 ? after : after.With(instruction.Rn, place.Plus(4 * slot));
    }

    private static SymbolicState PushSingles(SymbolicState state, ThumbInstruction instruction)
    {
        SymbolicValue bottom = Value(state, instruction.Rn).Plus(-4 * instruction.Count);
        SymbolicState after = state;
        for (int i = 0; i < instruction.Count && instruction.Rd + i < CoreRegisters.SingleCount; i++)
            after = after.Store(bottom.Plus(4 * i), SymbolicValue.Entry(CoreRegister.S0 + instruction.Rd + i), isSave: true);
        return after.With(instruction.Rn, bottom);
    }

    private static SymbolicState Access(SymbolicState state, ThumbInstruction instruction)
    {
        SymbolicValue start = Value(state, instruction.Rn), moved = start.Plus(instruction.Immediate);
        SymbolicValue place = instruction.Mode == IndexMode.PostIndexed ? start : moved;
        SymbolicState after = state;
        for (int i = 0; i < instruction.Count; i++)
        {
            int register = i == 0 ? instruction.Rd : instruction.Rm;
            after = instruction.Kind == ThumbKind.Store
                ? after.Store(place.Plus(4 * i), Value(state, register), isSave: instruction.Mode == IndexMode.PreIndexed || IsKeptValue(instruction, Value(state, register)))
                : after.With(register, place.Kind == SymbolKind.Stack ? state.Load(place.Plus(4 * i)) : default);
        }
        return instruction.Mode == IndexMode.Offset ? after : after.With(instruction.Rn, moved);
    }

    // Nobody stores the caller's R4-R11 next to SP but to restore them.
    private static bool IsKeptValue(ThumbInstruction instruction, SymbolicValue value) =>
        instruction.Rn == Sp && value is { Kind: SymbolKind.Entry, Id: >= (int)CoreRegister.R4 and <= (int)CoreRegister.R11 };

    /// <summary>A call keeps R4 to R11 and SP (AAPCS32, 6.1.1).</summary>
    public static SymbolicState AfterCall(SymbolicState state) => Forget(state, 0x500f);
}
