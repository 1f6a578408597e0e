using RspDebug.DebugAdapter.Engine.Disassembly;
using RspDebug.Dwarf.Unwind.Thumb;

namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>Walks the instructions of a statement's ranges from PC on and finds every way out.</summary>
internal static class RangeScan
{
    // A statement of more instructions than this is stepped in pieces: the scan ends there and calls the next one an exit.
    private const int MaxInstructions = 4096;

    /// <summary>Scans what is reachable from <paramref name="pc"/> inside the ranges.</summary>
    /// <param name="pc">Start; inside one of the ranges.</param>
    /// <param name="contains">True for addresses that belong to the statement.</param>
    /// <param name="fetch">Gives up to 4 code bytes at an address, fewer when memory ends.</param>
    /// <param name="xpsr">ITSTATE at <paramref name="pc"/>.</param>
    public static RangeExits Scan(uint pc, Func<uint, bool> contains, Func<uint, ReadOnlyMemory<byte>> fetch, uint xpsr)
    {
        var exits = new Collector();
        var seen = new HashSet<uint>();
        var work = new Stack<(uint Address, int Conditional)>();
        work.Push((pc, ItState.IsActive(xpsr) ? 4 : 0));
        while (work.TryPop(out (uint Address, int Conditional) next))
        {
            if (!contains(next.Address))
            {
                exits.Target(next.Address);
                continue;
            }

            if (!seen.Add(next.Address))
                continue;
            if (seen.Count > MaxInstructions || !ThumbFlow.TryDecode(next.Address, fetch(next.Address).Span, out ThumbFlow flow))
            {
                exits.Undecided.Add(next.Address);
                continue;
            }

            Follow(flow, next.Conditional, fetch, work, exits);
        }

        return new RangeExits(exits.Targets, exits.Returns, exits.Undecided, exits.Calls, seen.Count);
    }

    private static void Follow(
        in ThumbFlow flow, int conditional, Func<uint, ReadOnlyMemory<byte>> fetch, Stack<(uint Address, int Conditional)> work, Collector exits)
    {
        bool fallsThrough = conditional > 0;
        switch (flow.Kind)
        {
            case ThumbFlowKind.Branch or ThumbFlowKind.ConditionalBranch:
                work.Push((flow.Target, 0));
                fallsThrough |= flow.Kind == ThumbFlowKind.ConditionalBranch;
                break;
            case ThumbFlowKind.IndirectBranch when flow.Has(ThumbTraits.Return):
                exits.Returns = true;
                break;
            case ThumbFlowKind.IndirectBranch or ThumbFlowKind.TableBranch:
                exits.Undecided.Add(flow.Address);
                break;
            case ThumbFlowKind.Call or ThumbFlowKind.IndirectCall:
                exits.Calls.Add(flow);
                fallsThrough = true;
                break;
            default:
                fallsThrough = true;
                break;
        }

        if (!fallsThrough)
            return;
        int left = flow.Has(ThumbTraits.IfThen) ? ItState.LengthOf(fetch(flow.Address).Span[0]) : Math.Max(0, conditional - 1);
        work.Push((flow.Next, left));
    }

    private sealed class Collector
    {
        public List<uint> Targets { get; } = [];

        public List<uint> Undecided { get; } = [];

        public List<ThumbFlow> Calls { get; } = [];

        public bool Returns { get; set; }

        public void Target(uint address)
        {
            if (!Targets.Contains(address))
                Targets.Add(address);
        }
    }
}
