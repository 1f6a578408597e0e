using RspDebug.DebugAdapter.Engine.Disassembly;
using RspDebug.Dwarf.Memory;

namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>Runs <see cref="RangeScan"/> over code in target memory.</summary>
internal static class StatementScan
{
    // A long-branch veneer of a linker is at most three instructions.
    private const int VeneerInstructions = 3;

    /// <summary>Finds the exits of a region from <paramref name="pc"/> on.</summary>
    public static RangeExits Scan(ITargetMemory memory, uint pc, Func<uint, bool> contains, uint xpsr) =>
        RangeScan.Scan(pc, contains, address => Fetch(memory, address), xpsr);

    /// <summary>Where a call really goes when its target is a veneer that the linker made for a branch too far.</summary>
    /// <returns>The address given when it is no veneer.</returns>
    /// <remarks>GNU ld: <c>LDR.W pc, [pc]</c> and the address. lld: <c>MOVW ip; MOVT ip; BX ip</c>, or a <c>B.W</c>.</remarks>
    public static uint FollowVeneer(ITargetMemory memory, uint target)
    {
        uint address = target, ip = 0;
        for (int i = 0; i < VeneerInstructions; i++)
        {
            ReadOnlySpan<byte> code = Fetch(memory, address).Span;
            if (!ThumbFlow.TryDecode(address, code, out ThumbFlow flow))
                return target;
            if (flow.Kind == ThumbFlowKind.Branch)
                return flow.Target;
            if (flow is { Kind: ThumbFlowKind.IndirectBranch, BaseRegister: 12 } && ip != 0)
                return ip & ~1u;
            uint first = BitConverter.ToUInt16(code), second = flow.SizeInBytes == 4 ? BitConverter.ToUInt16(code[2..]) : 0u;
            if (first == 0xF8DF && second >> 12 == 0xF && Fetch(memory, ((address + 4) & ~3u) + (second & 0xFFF)) is { Length: 4 } literal)
                return BitConverter.ToUInt32(literal.Span) & ~1u;
            if ((first & 0xFB70) != 0xF240 || (second >> 8 & 0xF) != 12)
                return target;
            uint immediate = ((first & 0xF) << 12) | ((first >> 10 & 1) << 11) | ((second >> 12 & 7) << 8) | (second & 0xFF);
            ip = (first & 0x80) == 0 ? immediate : (ip & 0xFFFF) | (immediate << 16);
            address = flow.Next;
        }

        return target;
    }

    /// <summary>Up to 4 bytes of code, fewer where memory ends or is still missing.</summary>
    public static ReadOnlyMemory<byte> Fetch(ITargetMemory memory, uint address)
    {
        var code = new byte[4];
        if (memory.TryRead(new(address), code) == MemoryStatus.Available)
            return code;
        return memory.TryRead(new(address), code.AsSpan(0, 2)) == MemoryStatus.Available ? code.AsMemory(0, 2) : ReadOnlyMemory<byte>.Empty;
    }
}
