using RspDebug.DebugAdapter.Engine.Disassembly;
using RspDebug.Dwarf.Unwind.Thumb;

namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>Plain code that a server may step through by itself: see <see cref="Find"/>.</summary>
/// <param name="Start">First address inside.</param>
/// <param name="End">First address past it.</param>
/// <param name="Instructions">Instructions from where the target stands to the end.</param>
/// <param name="Exits">Where control can go from inside to outside, exceptions apart.</param>
internal sealed record CodeBlock(uint Start, uint End, int Instructions, IReadOnlyCollection<uint> Exits)
{
    // More than this is stepped in pieces.
    private const int MaxInstructions = 4096;

    private const ThumbTraits Special =
        ThumbTraits.FloatingPoint | ThumbTraits.ExclusiveLoad | ThumbTraits.ExclusiveStore | ThumbTraits.Waits | ThumbTraits.WritesSystemRegister;

    /// <summary>
    /// Finds the block around <paramref name="pc"/>: instructions one behind the other, with the loops among them. What has to be looked at one by one
    /// ends it: calls, returns and other jumps through registers, <c>SVC</c>, <c>BKPT</c>, waits, exclusive accesses, writes to special registers, FP instructions.
    /// </summary>
    /// <param name="pc">Where the target stands.</param>
    /// <param name="xpsr">ITSTATE there.</param>
    /// <param name="contains">True for addresses where the target need not stop.</param>
    /// <param name="fetch">Gives up to 4 code bytes at an address, fewer when memory ends.</param>
    /// <returns>Null when there is nothing to gain over a single-step.</returns>
    public static CodeBlock? Find(uint pc, uint xpsr, Func<uint, bool> contains, Func<uint, ReadOnlyMemory<byte>> fetch)
    {
        // In the middle of an IT block its end is not known from the code.
        if (ItState.IsActive(xpsr))
            return null;
        var targets = new SortedSet<uint>();
        (uint end, int count) = Sweep(pc, uint.MaxValue, contains, fetch, targets);
        if (count == 0)
            return null;
        uint start = pc;
        var tried = new HashSet<uint>();
        // A jump backwards is a loop: what lies between its target and here belongs to the block when it is plain without a gap.
        while (targets.Reverse().Where(target => target < start && !tried.Contains(target)).Select(static target => (uint?)target).FirstOrDefault() is { } earlier)
        {
            tried.Add(earlier);
            var more = new SortedSet<uint>();
            if (Sweep(earlier, start, contains, fetch, more).End != start)
                continue;
            targets.UnionWith(more);
            start = earlier;
        }

        bool hasLoop = targets.Any(target => target >= start && target <= pc);
        return count < 2 && !hasLoop ? null : new CodeBlock(start, end, count, [.. targets.Where(target => target < start || target >= end), end]);
    }

    /// <summary>True where a step through the block may have ended without an exception.</summary>
    public bool MayEndAt(uint pc) => (pc >= Start && pc < End) || Exits.Contains(pc);

    // From one instruction to the next, up to a limit, to what is not plain, or to a jump that is always taken, behind which anything may lie.
    // An IT block is taken whole or not at all.
    private static (uint End, int Count) Sweep(uint from, uint limit, Func<uint, bool> contains, Func<uint, ReadOnlyMemory<byte>> fetch, SortedSet<uint> targets)
    {
        (uint End, int Count) whole = (from, 0);
        uint at = from;
        for (int count = 1, conditional = 0; count <= MaxInstructions && at < limit && contains(at); count++)
        {
            ReadOnlyMemory<byte> code = fetch(at);
            if (!ThumbFlow.TryDecode(at, code.Span, out ThumbFlow flow) || !IsPlain(flow))
                break;
            if (flow.Kind != ThumbFlowKind.Sequential)
                targets.Add(flow.Target);
            bool isAlwaysTaken = flow.Kind == ThumbFlowKind.Branch && conditional == 0;
            conditional = flow.Has(ThumbTraits.IfThen) ? ItState.LengthOf(code.Span[0]) : Math.Max(0, conditional - 1);
            at = flow.Next;
            if (conditional == 0)
                whole = (at, count);
            if (isAlwaysTaken)
                break;
        }

        return whole;
    }

    private static bool IsPlain(in ThumbFlow flow) =>
        flow.Kind is ThumbFlowKind.Sequential or ThumbFlowKind.Branch or ThumbFlowKind.ConditionalBranch && !flow.Has(Special);
}
