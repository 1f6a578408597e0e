using RspDebug.Dwarf.Reading;
using static RspDebug.Dwarf.Unwind.Thumb.ThumbInstruction;

namespace RspDebug.Dwarf.Unwind.Thumb;

/// <summary>Runs straight-line code from PC to the function's return, on real register values, without changing anything.</summary>
/// <remarks>
/// What it finds is what the processor is about to do, so it is exact where it reaches a return. LLVM writes no call frame information
/// for epilogues: there its row is wrong by up to a whole frame.
/// </remarks>
internal sealed class EpilogueSimulator
{
    private const int MaxInstructions = 16;

    private readonly Recovery[] _values = new Recovery[Pc];
    private readonly Dictionary<CoreRegister, Recovery> _singles = [];
    private readonly uint?[] _numbers = new uint?[Pc];
    private int _popped;

    private EpilogueSimulator(RegisterSet registers)
    {
        for (int i = 0; i < Pc; i++)
        {
            _values[i] = Recovery.FromRegister((CoreRegister)i);
            _numbers[i] = registers[(CoreRegister)i];
        }
    }

    /// <summary>The plan, and whether the code left by a jump to another function instead of a return; null when it does not leave in a straight line.</summary>
    public static EpilogueOutcome? TryRun(FrameQuery query, FunctionBounds? function)
    {
        var simulator = new EpilogueSimulator(query.Registers);
        uint address = (uint)query.Pc.Value;
        uint xpsr = query.Registers[CoreRegister.Xpsr] ?? 0;
        bool isUndone = false;
        int conditional = 0;
        for (int i = 0; i < MaxInstructions; i++)
        {
            if (!TryDecode(query.Probe, address, out ThumbInstruction instruction))
                return null;
            bool runs = ItState.Runs(xpsr);
            xpsr = ItState.Advance(xpsr);
            if (conditional > 0)
            {
                conditional--;
                if (!simulator.TrySkip(instruction))
                    return null;
            }
            else if (instruction.Kind == ThumbKind.IfThen)
            {
                conditional = instruction.Count;
            }
            else if (runs)
            {
                if (simulator.TryLeave(instruction, out Recovery returnAddress))
                    return simulator.Outcome(returnAddress, instruction, isTailCall: false, isUndone);
                if (IsJumpElsewhere(instruction, function))
                    return simulator.Outcome(simulator._values[Lr], instruction, isTailCall: true, isUndone);
                if (!simulator.TryStep(instruction, query.Probe, ref isUndone))
                    return null;
            }
            address += (uint)instruction.SizeInBytes;
        }
        return null;
    }

    private static bool IsJumpElsewhere(ThumbInstruction instruction, FunctionBounds? function) =>
        instruction is { Kind: ThumbKind.BranchRegister, Rm: < Pc } || (instruction is { Kind: ThumbKind.LoadPc, Rn: Pc } && function is null) ||
        (instruction.Kind == ThumbKind.Branch && function is { } bounds && (instruction.Target < bounds.Start.Value || instruction.Target >= bounds.End.Value));

    private static bool TryDecode(MemoryProbe probe, uint address, out ThumbInstruction instruction)
    {
        bool isRead = probe.TryReadInstruction(new CodeAddress(address), out int first, out int second);
        instruction = isRead ? ThumbDecoder.Decode(address, first, second) : default;
        return isRead;
    }

    private EpilogueOutcome? Outcome(Recovery returnAddress, ThumbInstruction last, bool isTailCall, bool isUndone)
    {
        if (_numbers[Sp] is not { } cfa || returnAddress.Kind == RecoveryKind.Undefined)
            return null;
        List<KeyValuePair<CoreRegister, Recovery>> registers = [.. _singles];
        for (int i = (int)CoreRegister.R4; i <= (int)CoreRegister.R11; i++)
            registers.Add(new((CoreRegister)i, _values[i]));
        var plan = new FramePlan(UnwindMethod.Epilogue) { Cfa = cfa, Registers = registers, ReturnAddress = returnAddress };
        bool isByRegister = last is { Kind: ThumbKind.BranchRegister, Rm: not Lr } && isTailCall;
        return new EpilogueOutcome(plan, isTailCall, isByRegister, isUndone);
    }

    private bool TryLeave(ThumbInstruction instruction, out Recovery returnAddress)
    {
        returnAddress = default;
        switch (instruction.Kind)
        {
            // ARMv6-M returns by POP {r3}; BX r3. Any other register holds a function pointer: a tail call.
            case ThumbKind.BranchRegister when instruction.Rm == Lr || (instruction.Rm < Pc && (_popped & 1 << instruction.Rm) != 0):
                returnAddress = _values[instruction.Rm];
                return true;
            case ThumbKind.LoadMultipleUp when instruction.Rn == Sp && (instruction.Mask & 1 << Pc) != 0 && _numbers[Sp] is { } sp:
                PopAll(instruction, sp);
                returnAddress = Recovery.FromMemory(sp + 4 * (uint)(int.PopCount(instruction.Mask) - 1));
                return true;
            case ThumbKind.Load when instruction is { Rd: Pc, Rn: Sp, Mode: IndexMode.PostIndexed } && _numbers[Sp] is { } sp:
                Set(Sp, default, unchecked(sp + (uint)instruction.Immediate));
                returnAddress = Recovery.FromMemory(sp);
                return true;
            default:
                return false;
        }
    }

    private bool TryStep(ThumbInstruction instruction, MemoryProbe probe, ref bool isUndone)
    {
        uint? before = _numbers[Sp];
        switch (instruction.Kind)
        {
            case ThumbKind.None:
                break;
            case ThumbKind.Clobber:
                ForgetAll(instruction.Mask);
                break;
            case ThumbKind.AddImmediate:
                bool isCopy = instruction.Immediate == 0 && instruction.Rn < Pc;
                Set(instruction.Rd, isCopy ? _values[instruction.Rn] : default, Number(instruction.Rn) is { } addend ? unchecked(addend + (uint)instruction.Immediate) : null);
                break;
            case ThumbKind.AddRegister or ThumbKind.SubtractRegister:
                int sign = instruction.Kind == ThumbKind.AddRegister ? 1 : -1;
                Set(instruction.Rd, default, Number(instruction.Rn) is { } left && Number(instruction.Rm) is { } right ? unchecked(left + (uint)(sign * (int)right)) : null);
                break;
            case ThumbKind.LoadConstant:
                Set(instruction.Rd, default, (uint)instruction.Immediate);
                break;
            case ThumbKind.MoveTop:
                Set(instruction.Rd, default, Number(instruction.Rd) is { } low ? (uint)instruction.Immediate << 16 | low & 0xffff : null);
                break;
            case ThumbKind.LoadLiteral:
                Set(instruction.Rd, default, null);
                break;
            case ThumbKind.Store when instruction.Mode == IndexMode.Offset:
                break;
            case ThumbKind.Load:
                Load(instruction);
                break;
            case ThumbKind.LoadMultipleUp when Number(instruction.Rn) is { } start && (instruction.Mask & 1 << Pc) == 0:
                PopAll(instruction, start);
                break;
            case ThumbKind.LoadSinglesUp when Number(instruction.Rn) is { } start:
                for (int i = 0; i < instruction.Count && instruction.Rd + i < CoreRegisters.SingleCount; i++)
                    _singles[CoreRegister.S0 + instruction.Rd + i] = Recovery.FromMemory(start + 4UL * (uint)i);
                Set(instruction.Rn, default, start + 4 * (uint)instruction.Count);
                break;
            default:
                return false;
        }
        isUndone |= _numbers[Sp] != before || (instruction.Kind is ThumbKind.Load && instruction.Rd == Lr);
        // SP never moves down on the way out.
        return _numbers[Sp] is { } after && before is { } old && after >= old && probe.Failure is null;
    }

    // The condition is not computed: what the instruction may write is not known behind it.
    private bool TrySkip(ThumbInstruction instruction)
    {
        int written = instruction.Kind switch
        {
            ThumbKind.None => 0,
            ThumbKind.Clobber => instruction.Mask,
            ThumbKind.AddImmediate or ThumbKind.AddRegister or ThumbKind.SubtractRegister or ThumbKind.LoadConstant or ThumbKind.MoveTop or ThumbKind.LoadLiteral => 1 << instruction.Rd,
            _ => 1 << Sp,
        };
        ForgetAll(written);
        return (written & (1 << Sp | 1 << Lr)) == 0;
    }

    private uint? Number(int register) => register < Pc ? _numbers[register] : null;

    private void Set(int register, Recovery value, uint? number)
    {
        if (register >= Pc)
            return;
        _values[register] = value;
        _numbers[register] = number;
        _popped &= ~(1 << register);
    }

    private void ForgetAll(int mask)
    {
        for (int register = 0; register < Pc; register++)
        {
            if ((mask & 1 << register) != 0)
                Set(register, default, null);
        }
    }

    private void PopAll(ThumbInstruction instruction, uint start)
    {
        uint place = start;
        for (int register = 0; register < Pc; register++)
        {
            if ((instruction.Mask & 1 << register) == 0)
                continue;
            Set(register, Recovery.FromMemory(place), null);
            place += 4;
        }
        if (instruction.Rn == Sp)
            _popped |= instruction.Mask;
        if ((instruction.Mask & 1 << Pc) != 0)
            place += 4;
        if ((instruction.Mask & 1 << instruction.Rn) == 0)
            Set(instruction.Rn, default, place);
    }

    private void Load(ThumbInstruction instruction)
    {
        uint? start = Number(instruction.Rn), moved = start is { } value ? unchecked(value + (uint)instruction.Immediate) : null;
        uint? place = instruction.Mode == IndexMode.PostIndexed ? start : moved;
        for (int i = 0; i < instruction.Count; i++)
            Set(i == 0 ? instruction.Rd : instruction.Rm, place is { } address ? Recovery.FromMemory(address + 4UL * (uint)i) : default, null);
        if (instruction is { Rn: Sp, Mode: IndexMode.PostIndexed })
            _popped |= 1 << instruction.Rd;
        if (instruction.Mode != IndexMode.Offset)
            Set(instruction.Rn, default, moved);
    }
}
