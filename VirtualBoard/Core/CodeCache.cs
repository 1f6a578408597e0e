using RspDebug.VirtualBoard.Core.Decode;
using RspDebug.VirtualBoard.Core.Execute;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.Core;

/// <summary>Decoded instructions by address, in pages of 4 KB that appear when code first runs there.</summary>
internal sealed class CodeCache(Bus bus, Processor cpu) : ICodeWriteObserver
{
    private const int PageShift = 12;
    private const int SlotsPerPage = 1 << (PageShift - 1);

    private readonly Instruction?[]?[] _flash = new Instruction?[]?[MemoryMap.FlashSize >> PageShift];
    private readonly Instruction?[]?[] _ram = new Instruction?[]?[MemoryMap.RamSize >> PageShift];
    private readonly Instruction?[]?[] _alias = new Instruction?[]?[MemoryMap.RamSize >> PageShift];
    private Instruction?[] _page = [];
    private uint _pageBase;

    /// <summary>The decoded instruction when it is on the current page; null means ask <see cref="Decode"/>.</summary>
    public Instruction? Find(uint pc)
    {
        Instruction?[] page = _page;
        uint slot = (pc - _pageBase) >> 1;
        return slot < (uint)page.Length ? page[slot] : null;
    }

    /// <summary>Moves to the page of <paramref name="pc"/> and decodes there; null when the fetch faulted (the fault was raised).</summary>
    public Instruction? Decode(uint pc)
    {
        if (PageTable(pc, out uint index) is not { } table)
        {
            // Peripheral and system space is execute-never, mapped or not (B3.1.1); the rest holds nothing.
            cpu.Raise(IsExecuteNever(pc) ? Fault.InstructionAccessViolation : Fault.InstructionBusError, pc);
            return null;
        }

        _page = table[index] ??= new Instruction?[SlotsPerPage];
        _pageBase = pc & ~((1u << PageShift) - 1);
        uint slot = (pc - _pageBase) >> 1;
        return IsPatched(pc) ? DecodeAt(pc) : _page[slot] ??= DecodeAt(pc);     // a patch lies in RAM that may change: it is not kept
    }

    public void Clear()
    {
        Array.Clear(_flash);
        Array.Clear(_ram);
        Array.Clear(_alias);
        _page = [];
    }

    public void Invalidate(uint address, uint sizeInBytes)
    {
        if (PageTable(address, out _) is not { } table) return;
        uint start = address - (table == _ram ? MemoryMap.RamBase : table == _flash ? MemoryMap.FlashBase : MemoryMap.CodeRamBase);
        Drop(table, start, sizeInBytes);
    }

    public void OnRamWritten(uint offset, uint sizeInBytes)
    {
        uint page = offset >> PageShift;
        if (_ram[page] is null && _alias[page] is null && sizeInBytes <= 4 && (offset & 0xFFF) >= 2 && (offset & 0xFFF) <= 0xFFC) return;
        Drop(_ram, offset, sizeInBytes);
        Drop(_alias, offset, sizeInBytes);
    }

    public void OnFlashChanged(uint offset, uint sizeInBytes) => Drop(_flash, offset, sizeInBytes);

    // A 32-bit instruction that starts one halfword before the range reaches into it.
    private static void Drop(Instruction?[]?[] table, uint offset, uint sizeInBytes)
    {
        uint first = (offset < 2 ? 0 : offset - 2) >> 1;
        uint end = Math.Min((offset + sizeInBytes + 1) >> 1, (uint)table.Length * SlotsPerPage);
        for (uint slot = first; slot < end; slot++)
        {
            if (table[slot / SlotsPerPage] is { } page) page[slot % SlotsPerPage] = null;
            else slot |= SlotsPerPage - 1;
        }
    }

    private static bool IsExecuteNever(uint address) => address >> 29 is 2 or 5 or 6 or 7;

    private Instruction?[]?[]? PageTable(uint address, out uint index)
    {
        if ((index = (address - MemoryMap.FlashBase) >> PageShift) < (uint)_flash.Length) return _flash;
        if ((index = (address - MemoryMap.RamBase) >> PageShift) < (uint)_ram.Length) return _ram;
        return (index = (address - MemoryMap.CodeRamBase) >> PageShift) < (uint)_alias.Length ? _alias : null;
    }

    private Instruction? DecodeAt(uint pc)
    {
        uint second = 0;
        if (!TryFetch(pc, out uint first) || (Decoder.IsWide((ushort)first) && !TryFetch(pc + 2, out second)))
        {
            cpu.Raise(Fault.InstructionBusError, pc);
            return null;
        }

        Instruction instruction = Decoder.Decode(pc, (ushort)first, (ushort)second);
        FetchMatch match = cpu.DebugEvents?.MatchFetch(pc) ?? FetchMatch.None;
        if ((match & FetchMatch.Watch) != FetchMatch.None) instruction = Cover(instruction, BreakpointOperations.Watched);
        if ((match & FetchMatch.Breakpoint) != FetchMatch.None) instruction = Cover(instruction, BreakpointOperations.ComparatorMatch);
        return instruction;
    }

    private bool TryFetch(uint address, out uint halfword)
    {
        uint source = cpu.CodePatch?.TryRemapFetch(address & ~3u, out uint target) == true ? target | (address & 2) : address;
        return bus.TryRead(source, 2, BusMaster.Core, out halfword);
    }

    // An instruction of two halfwords may reach into the next word.
    private bool IsPatched(uint pc) => cpu.CodePatch is { } patch && (patch.TryRemapFetch(pc & ~3u, out _) || patch.TryRemapFetch((pc + 2) & ~3u, out _));

    private static Instruction Cover(Instruction covered, Operation operation) => new()
    {
        Execute = operation,
        Name = covered.Name,
        Address = covered.Address,
        SizeInBytes = covered.SizeInBytes,
        Cycles = covered.Cycles,
        Unconditional = true,
        Covered = covered,
    };
}
