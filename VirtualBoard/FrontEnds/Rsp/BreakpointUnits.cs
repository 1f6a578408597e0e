using System.Numerics;
using RspDebug.RspServer.Targets;
using RspDebug.VirtualBoard.Memory;
using static RspDebug.VirtualBoard.FrontEnds.Rsp.DebugAddresses;

namespace RspDebug.VirtualBoard.FrontEnds.Rsp;

/// <summary>Who has which comparator: six of the FPB for code below 0x20000000, four of the DWT for data, BKPT instructions for code in RAM.</summary>
internal sealed class BreakpointUnits(BoardDebugger debugger)
{
    private readonly TargetBreakpoint?[] _code = new TargetBreakpoint?[PatchComparators];
    private readonly TargetBreakpoint?[] _data = new TargetBreakpoint?[WatchComparators];

    public TargetStatus Insert(TargetBreakpoint breakpoint)
    {
        if (breakpoint.Address.Value > uint.MaxValue) return new TargetStatus(TargetStatusCode.BadAddress, "address is beyond 32 bits");
        if (breakpoint.Kind is not (BreakpointKind.Software or BreakpointKind.Hardware)) return InsertWatchpoint(breakpoint);
        uint address = (uint)breakpoint.Address.Value & ~1u;
        if (address < PatchLimit) return InsertComparator(breakpoint);
        if (breakpoint.Kind == BreakpointKind.Hardware)
            return new TargetStatus(TargetStatusCode.BadAddress, $"the FPB compares addresses below 0x20000000 only: use a software breakpoint at {breakpoint.Address}");
        return debugger.TryPatch(address) ? TargetStatus.Ok : new TargetStatus(TargetStatusCode.BadAddress, $"no memory for a breakpoint at {breakpoint.Address}");
    }

    public TargetStatus Remove(TargetBreakpoint breakpoint)
    {
        int code = Array.IndexOf(_code, breakpoint), data = Array.IndexOf(_data, breakpoint);
        if (code >= 0)
        {
            _code[code] = null;
            WriteComparator(code);
        }
        else if (data >= 0)
        {
            _data[data] = null;
            WriteWatch(data);
        }
        else
        {
            debugger.Unpatch((uint)breakpoint.Address.Value & ~1u);
        }

        return TargetStatus.Ok;
    }

    /// <summary>Writes the comparators again.</summary>
    public void Rearm()
    {
        debugger.Write(PatchControl, PatchKeyEnabled);
        for (int n = 0; n < PatchComparators; n++) WriteComparator(n);
        for (int n = 0; n < WatchComparators; n++) WriteWatch(n);
    }

    public bool IsHardwareAt(uint address) => Array.Exists(_code, breakpoint => breakpoint is { } set && ((uint)set.Address.Value & ~1u) == address);

    /// <summary>The type of the watchpoint that covers an address.</summary>
    public BreakpointKind KindOfWatchpoint(uint address)
    {
        foreach (TargetBreakpoint? candidate in _data)
            if (candidate is { } set && address - (uint)set.Address.Value < set.Length + 3) return set.Kind;
        return BreakpointKind.WriteWatchpoint;
    }

    /// <summary>Shows what the program wrote where BKPT instructions stand.</summary>
    public void HidePatches(uint address, Span<byte> bytes)
    {
        foreach ((uint at, ushort original) in debugger.Patched)
        {
            for (int i = 0; i < 2; i++)
            {
                uint offset = at + (uint)i - address;
                if (offset < (uint)bytes.Length) bytes[(int)offset] = (byte)(original >> (8 * i));
            }
        }
    }

    /// <summary>Writes memory with the BKPT instructions out of the way.</summary>
    public bool Write(Bus bus, uint address, ReadOnlySpan<byte> bytes)
    {
        uint[] covered = [.. debugger.Patched.Keys];
        uint length = (uint)bytes.Length;
        covered = [.. covered.Where(at => at + 1 - address < length + 1)];
        foreach (uint at in covered) debugger.Unpatch(at);
        bool written = bus.Write(address, bytes) == bytes.Length;
        foreach (uint at in covered) debugger.TryPatch(at);
        return written;
    }

    private TargetStatus InsertComparator(TargetBreakpoint breakpoint)
    {
        int free = Array.IndexOf(_code, null);
        if (free < 0) return new TargetStatus(TargetStatusCode.NoComparator, $"all {PatchComparators} breakpoint comparators are taken");
        _code[free] = breakpoint;
        WriteComparator(free);
        return TargetStatus.Ok;
    }

    private TargetStatus InsertWatchpoint(TargetBreakpoint breakpoint)
    {
        uint length = (uint)breakpoint.Length;
        if (length is 0 or > 0x8000 || !BitOperations.IsPow2(length) || (breakpoint.Address.Value & (length - 1)) != 0)
            return new TargetStatus(TargetStatusCode.BadValue, "the DWT watches a power of two of bytes, at most 32768, at an address aligned to that");
        int free = Array.IndexOf(_data, null);
        if (free < 0) return new TargetStatus(TargetStatusCode.NoComparator, $"all {WatchComparators} watchpoint comparators are taken");
        _data[free] = breakpoint;
        WriteWatch(free);
        return TargetStatus.Ok;
    }

    private void WriteComparator(int index)
    {
        uint value = 0;
        if (_code[index] is { } breakpoint)
        {
            uint address = (uint)breakpoint.Address.Value;
            value = ((address & 2) == 0 ? 1u : 2u) << 30 | (address & 0x1FFF_FFFC) | 1;
        }

        debugger.Write(PatchComparator + (uint)(4 * index), value);
    }

    private void WriteWatch(int index)
    {
        uint registers = WatchComparator + (uint)index * WatchStride;
        debugger.Write(registers + WatchFunction, 0);
        if (_data[index] is not { } breakpoint) return;
        debugger.Write(registers, (uint)breakpoint.Address.Value);
        debugger.Write(registers + WatchMask, (uint)BitOperations.Log2((uint)breakpoint.Length));
        debugger.Write(registers + WatchFunction, breakpoint.Kind switch { BreakpointKind.ReadWatchpoint => 5u, BreakpointKind.WriteWatchpoint => 6u, _ => 7u });
    }
}
