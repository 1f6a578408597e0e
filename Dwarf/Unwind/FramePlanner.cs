using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Unwind.Ehabi;
using RspDebug.Dwarf.Unwind.Thumb;

namespace RspDebug.Dwarf.Unwind;

/// <summary>Chooses the method for a frame: the first that knows the code.</summary>
internal sealed class FramePlanner(UnwindTables tables, ITargetMemory memory)
{
    private const uint ThumbBit = 1 << 24;                // of xPSR

    private readonly FlowPlanner _flow = new(tables.Code, tables.Flows);
    private readonly EhabiPlanner? _ehabi = tables.Exceptions is { } exceptions ? new EhabiPlanner(exceptions) : null;
    private readonly CfiPlanner? _cfi = tables.Frames is { } frames ? new CfiPlanner(frames, memory, tables.IsBigEndian) : null;

    public FramePlan Plan(FrameSeed seed, RegisterSet registers, MemoryProbe probe)
    {
        if (!seed.IsCall && IsLockup(seed.Pc))
            return FramePlan.None with { Ending = new UnwindResult.End(EndReason.Lockup, "The processor is locked up: a fault happened while a fault was being handled") };
        var query = new FrameQuery(new CodeAddress(seed.Pc), seed.LookupPc, seed.IsCall, seed.Stack, registers, probe);
        FunctionBounds? function = tables.Code.TryGetFunction(seed.LookupPc, out FunctionBounds bounds) ? bounds : null;
        FramePlan plan = Choose(query, function, seed) ?? FramePlan.None;
        if (query.Doubts.Count > 0)
            plan = plan with { Note = plan.Note is null ? string.Join("; ", query.Doubts) : $"{plan.Note}; {string.Join("; ", query.Doubts)}" };
        if (function is { } entry && tables.Code.IsEntryPoint(entry))
            plan = plan with { Ending = new UnwindResult.End(EndReason.StackBottom, $"{entry.Name} is where the program starts") };
        return plan;
    }

    private FramePlan? Choose(FrameQuery query, FunctionBounds? function, FrameSeed seed)
    {
        if (IsBadCall(query, seed))
            return AtEntry(query, UnwindMethod.Prologue) with { Confidence = FrameConfidence.Guess, Note = "nothing ran at PC: taken for a call through a bad pointer" };
        FramePlan? byTable = _cfi?.TryPlan(query);
        if (query.IsCall)
            return byTable ?? _ehabi?.TryPlan(query, function) ?? _flow.TryPlan(query);
        // The outermost function never runs its epilogue.
        if (byTable is { ReturnAddress.Kind: RecoveryKind.Undefined })
            return byTable;
        FramePlan? flow = _flow.TryPlan(query, out bool isExact);
        if (EpilogueSimulator.TryRun(query, function) is { } epilogue && Leaves(epilogue, query, function) && !(byTable is not null && Agree(byTable, epilogue.Plan)))
            return Better(epilogue, byTable, isExact ? flow : null);
        // LLVM keeps the row of the body also behind an epilogue in the middle of a function: there only the instructions tell that the frame is gone.
        if (byTable is not null && byTable.Cfa != query.Sp && _flow.IsFrameGone(query))
            return AtEntry(query, UnwindMethod.Epilogue) with { Note = "call frame information does not know that the frame is taken down here" };
        if (byTable is null)
            return flow ?? _ehabi?.TryPlan(query, function);
        if (!isExact || flow is null)
            return byTable;
        // Assembly in C libraries has rows that stay as they were at the entry.
        return flow.Cfa == byTable.Cfa ? Complete(byTable, flow) : flow with { Note = "call frame information does not follow the stack pointer here" };
    }

    // Code without a symbol is a stub of which only the way out is known.
    private bool Leaves(EpilogueOutcome epilogue, FrameQuery query, FunctionBounds? function) =>
        !epilogue.IsTailCall || epilogue.IsUndone || function is null || _flow.IsFrameGone(query);

    // Simulation does not see what came before: a return address that was popped into a register, a register that is still to be used.
    private static FramePlan Better(EpilogueOutcome epilogue, FramePlan? byTable, FramePlan? flow)
    {
        if (epilogue.IsComplete && !epilogue.IsByRegister)
            return epilogue.Plan;
        if (flow?.Cfa == epilogue.Plan.Cfa)
            return flow!;
        return byTable?.Cfa == epilogue.Plan.Cfa ? byTable! : epilogue.Plan;
    }

    // A register without a row is taken to hold its value still; the compiler may have moved that on its way to the stack.
    private static FramePlan Complete(FramePlan byTable, FramePlan flow)
    {
        HashSet<CoreRegister> described = [.. byTable.Registers.Select(pair => pair.Key)];
        List<KeyValuePair<CoreRegister, Recovery>> moved = [.. flow.Registers.Where(pair => !described.Contains(pair.Key) && pair.Value != Recovery.FromRegister(pair.Key))];
        return moved.Count == 0 ? byTable : byTable with { Registers = [.. byTable.Registers, .. moved] };
    }

    private static bool Agree(FramePlan left, FramePlan right) => left.Cfa == right.Cfa && left.ReturnAddress == right.ReturnAddress;

    // A call through a bad pointer faults before its first instruction: the frame is still the caller's, and LR leads back to it.
    // The pointer led out of the code, or lacked the Thumb bit.
    private bool IsBadCall(FrameQuery query, FrameSeed seed)
    {
        bool isFault = seed.Exception?.Number is { } number && ExceptionNames.IsFault(number);
        return isFault && (!tables.Code.IsCode(query.Pc) || (query.Registers[CoreRegister.Xpsr] & ThumbBit) == 0);
    }

    private static FramePlan AtEntry(FrameQuery query, UnwindMethod method) =>
        new(method) { Cfa = query.Sp, ReturnAddress = Recovery.FromRegister(CoreRegister.Lr) };

    // ARMv7-M ARM, B1.5.15; some servers show the address one bit lower or higher.
    private static bool IsLockup(uint pc) => pc is 0xefff_fffe or 0xefff_ffff or 0xffff_fffe or 0xffff_ffff;
}
