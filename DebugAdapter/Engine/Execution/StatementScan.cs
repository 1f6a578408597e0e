using RspDebug.DebugAdapter.Engine.Memory;
using RspDebug.Dwarf.Memory;

namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>Runs <see cref="RangeScan"/> over a statement's code in target memory.</summary>
internal static class StatementScan
{
    /// <summary>Finds the exits of <paramref name="statement"/> from <paramref name="pc"/> on.</summary>
    public static RangeExits Scan(ITargetMemory memory, uint pc, Statement statement, uint xpsr)
    {
        ReadOnlyMemory<byte> Fetch(uint address)
        {
            var code = new byte[4];
            if (memory.TryRead(new(address), code) == MemoryStatus.Available)
                return code;
            return memory.TryRead(new(address), code.AsSpan(0, 2)) == MemoryStatus.Available ? code.AsMemory(0, 2) : ReadOnlyMemory<byte>.Empty;
        }

        return RangeScan.Scan(pc, statement.Contains, Fetch, xpsr);
    }

    /// <summary>A stand-in for code without a line inside a function with lines: it is passed one instruction at a time.</summary>
    public static Statement OneInstruction(Statement current, uint pc) => current with { Ranges = [new MemoryRange(pc, 2)], StartsAtPc = false };
}
