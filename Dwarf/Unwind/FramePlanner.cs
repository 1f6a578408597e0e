using RspDebug.Dwarf.Memory;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Unwind;

/// <summary>Chooses the method for a frame: the first that knows the code.</summary>
internal sealed class FramePlanner(UnwindTables tables, ITargetMemory memory)
{
    private readonly CfiPlanner? _cfi = tables.Frames is { } frames ? new CfiPlanner(frames, memory, tables.IsBigEndian) : null;

    public FramePlan Plan(FrameSeed seed, RegisterSet registers, MemoryProbe probe)
    {
        if (!seed.IsCall && IsLockup(seed.Pc))
            return FramePlan.None with { Ending = new UnwindResult.End(EndReason.Lockup, "The processor is locked up: a fault happened while a fault was being handled") };
        var query = new FrameQuery(new CodeAddress(seed.Pc), seed.LookupPc, seed.IsCall, registers, probe);
        FramePlan plan = _cfi?.TryPlan(query) ?? FramePlan.None;
        if (query.Doubts.Count > 0)
            plan = plan with { Note = string.Join("; ", query.Doubts) };
        if (tables.Code.TryGetFunction(seed.LookupPc, out FunctionBounds function) && tables.Code.IsEntryPoint(function))
            plan = plan with { Ending = new UnwindResult.End(EndReason.StackBottom, $"{function.Name} is where the program starts") };
        return plan;
    }

    // ARMv7-M ARM, B1.5.15; some servers show the address one bit lower or higher.
    private static bool IsLockup(uint pc) => pc is 0xefff_fffe or 0xefff_ffff or 0xffff_fffe or 0xffff_ffff;
}
