using System.Buffers.Binary;
using RspDebug.Dwarf.Frame;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Unwind;

/// <summary>Plans by call frame information.</summary>
internal sealed class CfiPlanner(FrameTable frames, ITargetMemory memory, bool isBigEndian)
{
    // Null when there is no usable entry; the query's doubts say why if there was one.
    public FramePlan? TryPlan(FrameQuery query)
    {
        try
        {
            if (!frames.TryFindFde(query.LookupPc, out Fde? fde))
                return null;
            UnwindRow row = CfiInterpreter.FindRow(fde, query.LookupPc);
            if (TryComputeCfa(query, row.Cfa) is not { } cfa)
                return null;
            bool returnsToMain = row.Cfa is not CfaRule.RegisterOffset { DwarfRegister: (int)CoreRegister.Sp } && query.IsOnMainStack(cfa);
            if (!query.IsPlausible(cfa) && !returnsToMain)
            {
                query.Doubts.Add($"call frame information gives the impossible CFA 0x{cfa:x8}");
                return null;
            }
            return Plan(query, fde.Cie, row, cfa, returnsToMain) with { ReturnsToMainStack = returnsToMain };
        }
        catch (DwarfFormatException exception)
        {
            query.Doubts.Add($"call frame information is damaged: {exception.What}");
            return null;
        }
    }

    private FramePlan Plan(FrameQuery query, Cie cie, UnwindRow row, uint cfa, bool returnsToMain)
    {
        // In an epilogue without rows of its own a slot below SP has been read back, and an exception may have written over it since.
        uint lowest = query.IsCall || returnsToMain ? 0 : query.Sp;
        Recovery Kept(Recovery recovery, CoreRegister register) =>
            recovery.Kind == RecoveryKind.Memory && recovery.Operand < lowest ? Recovery.FromRegister(register) : recovery;

        var registers = new List<KeyValuePair<CoreRegister, Recovery>>();
        foreach ((int number, RegisterRule rule) in row.Registers)
        {
            if (CoreRegisters.TryFromDwarf(number, out CoreRegister register, out int size) && register is not (CoreRegister.Sp or CoreRegister.Pc))
                AddRecoveries(query, registers, register, size, rule, cfa);
        }
        // Column 14 on Arm. Without a rule the register still holds the address.
        row.Registers.TryGetValue(cie.ReturnAddressRegister, out RegisterRule? returnRule);
        bool isKnown = CoreRegisters.TryFromDwarf(cie.ReturnAddressRegister, out CoreRegister column, out _);
        Recovery returnAddress = isKnown ? Kept(RecoveryOf(query, returnRule, column, cfa), column) : default;
        for (int i = 0; i < registers.Count; i++)
            registers[i] = new(registers[i].Key, Kept(registers[i].Value, registers[i].Key));
        return new FramePlan(UnwindMethod.Cfi) { Cfa = cfa, Registers = registers, ReturnAddress = returnAddress, IsSignalFrame = cie.IsSignalFrame };
    }

    private void AddRecoveries(FrameQuery query, List<KeyValuePair<CoreRegister, Recovery>> registers, CoreRegister register, int size, RegisterRule rule, uint cfa)
    {
        Recovery low = RecoveryOf(query, rule, register, cfa);
        registers.Add(new(register, low));
        if (size != 8)
            return;
        // A D register has one rule for both words; the low word is at the lower address.
        Recovery high = low.Kind switch
        {
            RecoveryKind.Memory => Recovery.FromMemory(low.Operand + 4),
            RecoveryKind.Register => Recovery.FromRegister((CoreRegister)low.Operand + 1),
            _ => default,
        };
        if (isBigEndian && low.Kind == RecoveryKind.Memory)
            (registers[^1], high) = (new(register, high), low);
        registers.Add(new(register + 1, high));
    }

    private Recovery RecoveryOf(FrameQuery query, RegisterRule? rule, CoreRegister register, uint cfa)
    {
        switch (rule)
        {
            case null or RegisterRule.SameValue: return Recovery.FromRegister(register);
            case RegisterRule.Offset offset: return Recovery.FromMemory(unchecked(cfa + (ulong)offset.FromCfaInBytes));
            case RegisterRule.ValOffset offset: return Recovery.FromValue(unchecked(cfa + (ulong)offset.FromCfaInBytes));
            case RegisterRule.Register other: return CoreRegisters.TryFromDwarf(other.DwarfRegister, out CoreRegister source, out _) ? Recovery.FromRegister(source) : default;
            case RegisterRule.Expression expression: return Evaluate(query, expression.Operations, cfa) is { } address ? Recovery.FromMemory(address) : default;
            case RegisterRule.ValExpression expression: return Evaluate(query, expression.Operations, cfa) is { } value ? Recovery.FromValue(value) : default;
            default: return default;
        }
    }

    private uint? TryComputeCfa(FrameQuery query, CfaRule rule)
    {
        switch (rule)
        {
            case CfaRule.RegisterOffset { DwarfRegister: var number, OffsetInBytes: var offset }:
                if (CoreRegisters.TryFromDwarf(number, out CoreRegister register, out _) && query.Registers[register] is { } value)
                    return unchecked((uint)(value + offset));
                query.Doubts.Add($"the CFA counts from register {number} (DWARF number), which is not known here");
                return null;
            case CfaRule.Expression expression:
                return (uint?)Evaluate(query, expression.Operations, null);
            default:
                query.Doubts.Add("call frame information has no CFA rule here");
                return null;
        }
    }

    private ulong? Evaluate(FrameQuery query, ReadOnlyMemory<byte> operations, uint? cfa)
    {
        var options = new ExpressionOptions { Kind = ExpressionKind.Value, IsBigEndian = isBigEndian, InitialValue = cfa };
        EvaluationStep step = ExpressionDriver.Run(new ExpressionEvaluator(operations, options), query.Registers, null, memory);
        switch (step)
        {
            case EvaluationStep.Done { Pieces: [{ Location: PieceLocation.Value { Bytes: var bytes } }] } when bytes.Length == 4:
                return isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan()) : BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan());
            case EvaluationStep.NeedsMemory need:
                query.Probe.Require(need.Address, need.SizeInBytes);
                return null;
            case EvaluationStep.Refused refused:
                query.Doubts.Add(refused.Reason);
                return null;
            default:
                query.Doubts.Add("an expression in call frame information asks for what a frame does not have");
                return null;
        }
    }
}
