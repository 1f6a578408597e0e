using System.Collections.Immutable;
using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Unwind.Thumb;

namespace RspDebug.Dwarf.Unwind;

/// <summary>Walks the stack of a halted Cortex-M, one frame at a time. Never invents a frame: what cannot be known ends the walk with the reason.</summary>
/// <remarks>No I/O: memory that is not there yet gives <see cref="UnwindResult.NeedsMemory"/>, and the same step is taken again after it was fetched.</remarks>
/// <example>
/// <code>
/// var unwinder = new Unwinder(UnwindTables.Load(image), memory);
/// Backtrace backtrace = unwinder.Walk(RegisterSet.FromLive(registers), maxFrames: 64);
/// foreach (UnwindFrame frame in backtrace.Frames)
///     Show(frame.LookupPc, frame.Cfa, frame.How);
/// </code>
/// </example>
/// <param name="tables">Of the image that runs.</param>
/// <param name="memory">Target memory at this stop.</param>
public sealed class Unwinder(UnwindTables tables, ITargetMemory memory)
{
    private readonly FramePlanner _planner = new(tables, memory);

    /// <summary>The innermost frame.</summary>
    /// <param name="live">The processor's registers; PC and SP at least.</param>
    public UnwindResult TryStart(RegisterSet live)
    {
        if (live[CoreRegister.Pc] is not { } pc || live[CoreRegister.Sp] is null)
            return new UnwindResult.Unavailable("The server does not give PC and SP");
        var seed = new FrameSeed
        {
            Level = 0,
            Pc = pc,
            IsCall = false,
            How = UnwindMethod.Live,
            Confidence = FrameConfidence.Certain,
            Live = live,
            Stack = live.Stack,
            ExceptionNumber = live.ExceptionNumber,
        };
        return CreateFrame(live, seed, CreateProbe());
    }

    /// <summary>The frame that called this one, or that its exception interrupted.</summary>
    /// <param name="frame">Given by this unwinder.</param>
    public UnwindResult TryUnwind(UnwindFrame frame)
    {
        FramePlan plan = frame.Plan;
        if (plan.Ending is not null)
            return plan.Ending;
        if (plan.Cfa is not { } cfa)
            return new UnwindResult.End(EndReason.NoInformation, $"Nothing tells how to leave the code at {frame.Pc}");
        MemoryProbe probe = CreateProbe();
        if (PlanExecutor.TryRun(plan, frame, probe) is not { } caller)
            return probe.Failure!;
        if (caller.ReturnAddress is not { } returnAddress)
            return TryWithoutReturnAddress(frame, cfa, caller, probe);
        if (ExcReturn.TryDecode(returnAddress, out ExcReturn excReturn))
        {
            return ExceptionUnwinder.TryUnwind(frame, excReturn, caller.Registers.Build(), probe, out InterruptedState? interrupted)
                ?? CreateFrame(interrupted!.Registers, interrupted.Seed with { Confidence = Lower(frame, plan) }, probe);
        }
        if (ReturnAddressCheck.Find(returnAddress, plan, tables.Code, probe, out string? note) is { } ending)
            return probe.Failure ?? ending;
        if (!plan.ReturnsToMainStack && (frame.IsCall ? cfa <= frame.Registers[CoreRegister.Sp] : cfa < frame.Registers[CoreRegister.Sp]))
            return new UnwindResult.End(EndReason.NoProgress, $"The caller of the function at {frame.Pc} would not lie further up the stack");
        caller.Registers.SetComputed(CoreRegister.Pc, returnAddress & ~1u);
        var seed = new FrameSeed
        {
            Level = frame.Level + 1,
            Pc = returnAddress & ~1u,
            IsCall = !plan.IsSignalFrame,
            How = plan.Method,
            Confidence = Lower(frame, plan),
            Live = frame.Live,
            Stack = plan.ReturnsToMainStack ? StackBank.Main : frame.Stack,
            ExceptionNumber = frame.ExceptionNumber,
            Note = note,
        };
        UnwindResult result = CreateFrame(caller.Registers.Build(), seed, probe);
        return result is UnwindResult.Frame { Next: var next } && IsBehindOwnCall(frame, next) ? TryWithoutReturnAddress(frame, cfa, caller, probe) : result;
    }

    /// <summary>Whether the frame is being set up, stands, or is being taken down at an instruction; what a stepping engine asks before it trusts a CFA.</summary>
    /// <param name="pc">Any instruction of the image.</param>
    public CodeRegion GetRegion(CodeAddress pc) => RegionFinder.Find(pc, tables.Code, CreateProbe());

    /// <summary>Walks until the stack ends, something is missing, or the limit is reached.</summary>
    /// <param name="live">The processor's registers.</param>
    /// <param name="maxFrames">At least 1.</param>
    public Backtrace Walk(RegisterSet live, int maxFrames)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxFrames, 1);
        ImmutableArray<UnwindFrame>.Builder frames = ImmutableArray.CreateBuilder<UnwindFrame>();
        UnwindResult result = TryStart(live);
        while (result is UnwindResult.Frame { Next: var frame })
        {
            frames.Add(frame);
            result = frames.Count < maxFrames ? TryUnwind(frame) : new UnwindResult.End(EndReason.Limit, $"{maxFrames} frames were asked for");
        }
        return new Backtrace(frames.ToImmutable(), result);
    }

    // A function that makes a call without keeping LR, such as one that never returns, has the address behind that call in LR afterwards: it did not call itself.
    private bool IsBehindOwnCall(UnwindFrame frame, UnwindFrame caller)
    {
        Recovery inLr = Recovery.FromRegister(CoreRegister.Lr);
        bool isKept = caller.Plan.Cfa is not null && caller.Plan.ReturnAddress.Kind != RecoveryKind.Lost && caller.Plan.ReturnAddress != inLr;
        if (frame.IsCall || isKept || frame.Plan.ReturnAddress != inLr || frame.Plan.Cfa != frame.Registers[CoreRegister.Sp])
            return false;
        return tables.Code.TryGetFunction(frame.LookupPc, out FunctionBounds function)
            ? frame.Pc != function.Start && caller.LookupPc >= function.Start && caller.LookupPc < function.End
            : caller.Pc == frame.Pc;
    }

    private UnwindResult TryWithoutReturnAddress(UnwindFrame frame, uint cfa, CallerState caller, MemoryProbe probe)
    {
        if (frame.Plan.ReturnAddress.Kind == RecoveryKind.Undefined)
            return new UnwindResult.End(EndReason.StackBottom, "The return address is marked as undefined: the outermost function");
        RegisterSet registers = caller.Registers.Build();
        InterruptedState? interrupted = null;
        UnwindResult? failure = LostExcReturn.Guess(frame, cfa, registers, tables.Code, probe) is { } guess
            ? ExceptionUnwinder.TryUnwind(frame, guess, registers, probe, out interrupted)
            : new UnwindResult.End(EndReason.ReturnAddressLost, $"The function at {frame.Pc} made a call without keeping its own return address");
        if (interrupted is null)
            return probe.Failure ?? failure!;
        const string Doubt = "EXC_RETURN was overwritten; the exception frame was found by what it looks like";
        return CreateFrame(interrupted.Registers, interrupted.Seed with { Confidence = FrameConfidence.Guess, Note = Doubt }, probe);
    }

    private static FrameConfidence Lower(UnwindFrame frame, FramePlan plan) => plan.Confidence < frame.Confidence ? plan.Confidence : frame.Confidence;

    private MemoryProbe CreateProbe() => new(memory, tables.Code, tables.IsBigEndian);

    private UnwindResult CreateFrame(RegisterSet registers, FrameSeed seed, MemoryProbe probe)
    {
        FramePlan plan = _planner.Plan(seed, registers, probe);
        return probe.Failure is UnwindResult.NeedsMemory needs ? needs : new UnwindResult.Frame(new UnwindFrame(registers, seed, plan));
    }
}
