using System.Buffers.Binary;
using System.Collections.Immutable;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.DebugAdapter.Engine.Variables.Frames;

/// <summary>Answers what a DWARF expression asks for from a frame, its unit and lent memory.</summary>
internal sealed class LocationRun(DebugInfo info, CompilationUnit unit, FramePlace? frame, ITargetMemory memory, ExpressionKind kind)
{
    // The evaluator bounds operations; needs are bounded here, for each may start another evaluation.
    private const int MaxNeeds = 1000;

    private ValueLocation? _failure;

    /// <summary>Runs an expression to its end.</summary>
    /// <param name="expression">The operations.</param>
    /// <param name="pieces">The result when nothing is returned.</param>
    /// <returns>Why there is no result; null when there is one.</returns>
    /// <exception cref="DwarfFormatException">The expression is malformed.</exception>
    public ValueLocation? Execute(ReadOnlyMemory<byte> expression, out ImmutableArray<Piece> pieces)
    {
        pieces = [];
        var evaluator = new ExpressionEvaluator(expression, unit.ExpressionOptions with { Kind = kind });
        EvaluationStep step = evaluator.Run();
        for (int needs = 0; needs < MaxNeeds; needs++)
        {
            switch (step)
            {
                case EvaluationStep.Done done:
                    pieces = done.Pieces;
                    return null;
                case EvaluationStep.OptimizedOut:
                    return ValueLocation.OptimizedOut.Instance;
                case EvaluationStep.Refused refused:
                    return new ValueLocation.Unavailable(refused.Reason);
            }

            if (Answer(evaluator, step) is not { } next) return _failure ?? ValueLocation.OptimizedOut.Instance;
            step = next;
        }

        return new ValueLocation.Unavailable("its location expression does not end");
    }

    private EvaluationStep? Answer(ExpressionEvaluator evaluator, EvaluationStep step) => step switch
    {
        EvaluationStep.NeedsMemory need => AnswerMemory(evaluator, need),
        EvaluationStep.NeedsRegister need => ReadRegister(need.DwarfRegister) is { } value ? evaluator.Resume(value) : null,
        EvaluationStep.NeedsFrameBase => FrameBase() is { } value ? evaluator.Resume(value) : null,
        EvaluationStep.NeedsCfa => frame?.Cfa is { } cfa ? evaluator.Resume(cfa.Value) : Fail("the canonical frame address is not known"),
        EvaluationStep.NeedsEntryValue need => EntryValue(site => site.TryFindEntryValue(need.Expression.Span, out ReadOnlyMemory<byte> value) ? value : default) is { } value ? evaluator.Resume(value) : null,
        EvaluationStep.NeedsParameterEntryValue need => EntryValue(site => ParameterValue(site, need.UnitOffset)) is { } value ? evaluator.Resume(value) : null,
        EvaluationStep.NeedsIndexedAddress need => unit.TryGetIndexedAddress(need.Index, out TargetAddress address) ? evaluator.Resume(address.Value) : Fail("its address is missing from .debug_addr"),
        EvaluationStep.NeedsBaseType need => unit.TryGetBaseType(need.UnitOffset, out BaseType type) ? evaluator.Resume(type) : Fail("its location uses a type that is not there"),
        EvaluationStep.NeedsDieExpression need => evaluator.ResumeWithExpression(ExpressionOf(need)),
        _ => Fail("its location needs what only the running program knows"),
    };

    private EvaluationStep? Fail(string reason)
    {
        _failure = new ValueLocation.Unavailable(reason);
        return null;
    }

    private EvaluationStep? AnswerMemory(ExpressionEvaluator evaluator, EvaluationStep.NeedsMemory need)
    {
        Span<byte> bytes = stackalloc byte[8];
        bytes = bytes[..need.SizeInBytes];
        switch (memory.TryRead(need.Address, bytes))
        {
            case MemoryStatus.Available:
                return evaluator.Resume(bytes);
            case MemoryStatus.Missing:
                _failure = ValueLocation.Pending.Instance;
                return null;
            default:
                return Fail($"its location needs memory at {need.Address}, which cannot be read");
        }
    }

    private ulong? ReadRegister(int dwarfRegister)
    {
        Span<byte> bytes = stackalloc byte[8];
        if (frame is not null && frame.Registers.TryReadDwarf(dwarfRegister, bytes)) return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        string name = CoreRegisters.TryFromDwarf(dwarfRegister, out CoreRegister register, out _) ? register.Name() : $"with DWARF number {dwarfRegister}";
        Fail(frame is null ? "it lives in a frame, and none is selected" : $"register {name} is not known in this frame");
        return null;
    }

    // DWARF 5, 3.3.5: the frame base is an address, or the content of the register that the expression names.
    private ulong? FrameBase()
    {
        if (frame is null || info.FindFunction(frame.LookupPc) is not { } function || !function.TryGetFrameBase(frame.LookupPc, out ReadOnlyMemory<byte> expression))
        {
            Fail("the frame base of its function is not known");
            return null;
        }

        return new LocationRun(info, function.Unit, frame, memory, ExpressionKind.Location).Number(expression, out _failure);
    }

    // DWARF 5, 2.5.1.7: the caller's call site tells what it passed.
    private ulong? EntryValue(Func<CallSite, ReadOnlyMemory<byte>> choose)
    {
        if (frame?.Caller is not { } caller || info.FindFunction(caller.LookupPc) is not { } function || function.FindCallSite(caller.Pc) is not { } site)
            return null;
        // A function that was jumped to was given its arguments by another one, which left no frame.
        if (info.FindFunction(frame.LookupPc) is { } called && !site.MayCall(called)) return null;
        ReadOnlyMemory<byte> expression = choose(site);
        return expression.IsEmpty ? null : new LocationRun(info, function.Unit, caller, memory, ExpressionKind.Value).Number(expression, out _failure);
    }

    private ReadOnlyMemory<byte> ParameterValue(CallSite site, ulong unitOffset) =>
        unit.TryGetDie(unitOffset, out Die wanted) ? site.Parameters.FirstOrDefault(p => p.Parameter == wanted)?.Value ?? default : default;

    /// <summary>Runs an expression whose result is a number.</summary>
    public ulong? Number(ReadOnlyMemory<byte> expression, out ValueLocation? failure)
    {
        failure = Execute(expression, out ImmutableArray<Piece> pieces);
        if (failure is not null || pieces is not [{ Location: var location }]) return null;
        switch (location)
        {
            case PieceLocation.Memory at: return at.Address.Value;
            case PieceLocation.Value value: return ToNumber(value.Bytes.AsSpan());
            case PieceLocation.Register register:
                ulong? content = ReadRegister(register.DwarfRegister);
                failure = _failure;
                return content;
            default: return null;
        }
    }

    // In target byte order, from the expression or the file.
    private ulong ToNumber(ReadOnlySpan<byte> bytes)
    {
        bool isBigEndian = info.Image.IsBigEndian;
        ulong value = 0;
        for (int i = Math.Min(bytes.Length, sizeof(ulong)) - 1; i >= 0; i--) value = (value << 8) | bytes[isBigEndian ? bytes.Length - 1 - i : i];
        return value;
    }

    private ReadOnlyMemory<byte> ExpressionOf(EvaluationStep.NeedsDieExpression need)
    {
        bool isFound = unit.TryGetDie(need.IsUnitOffset ? need.Offset : unchecked(need.Offset - (ulong)unit.Offset), out Die die);
        return isFound && die.TryGet(DwAt.Location, out AttributeValue value) ? value.AsBlock() : default;
    }
}
