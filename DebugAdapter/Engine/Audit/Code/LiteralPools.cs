using System.Buffers.Binary;
using RspDebug.DebugAdapter.Engine.Disassembly;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;

namespace RspDebug.DebugAdapter.Engine.Audit.Code;

/// <summary>
/// Tells code from data in a section without mapping symbols (they were stripped): each function is decoded from its symbol on, and the
/// words that its PC-relative loads name are data. What no function symbol covers, and what follows a table branch, stays unknown.
/// </summary>
internal sealed class LiteralPools
{
    private readonly uint _start;
    private readonly CodePlaceKind[] _kinds;

    /// <summary>Decodes all functions of the section.</summary>
    public LiteralPools(ElfSection section, ElfSymbolTable symbols)
    {
        _start = (uint)section.Address.Value;
        _kinds = new CodePlaceKind[section.Data.Length / 2];
        Array.Fill(_kinds, CodePlaceKind.Unknown);
        foreach (ElfSymbol symbol in symbols.Where(s => s.Type == ElfSymbolType.Function && s.IsDefined && section.Contains(new TargetAddress(s.CodeAddress.Value))))
        {
            uint from = (uint)symbol.CodeAddress.Value;
            uint end = symbols.TryFindFunctionEnd(symbol.CodeAddress, out CodeAddress found) ? (uint)found.Value : from;
            Mark(section.Data.Span, from, Math.Min(end, _start + (uint)section.Data.Length));
        }
    }

    /// <summary>Instruction, data or unknown.</summary>
    public CodePlaceKind KindOf(uint address) => _kinds[(address - _start) / 2];

    private void Mark(ReadOnlySpan<byte> code, uint from, uint end)
    {
        HashSet<uint> words = [];
        for (uint address = from; address + 1 < end;)
        {
            if (words.Contains(address & ~3u))
            {
                _kinds[(address - _start) / 2] = CodePlaceKind.Data;
                address += 2;
                continue;
            }

            ReadOnlySpan<byte> rest = code[(int)(address - _start)..(int)(end - _start)];
            if (!ThumbFlow.TryDecode(address, rest, out ThumbFlow flow))
                return;
            for (int i = 0; i < flow.SizeInBytes / 2; i++)
                _kinds[((address - _start) / 2) + i] = CodePlaceKind.Instruction;
            if (LiteralOf(address, rest) is { } literal)
                words.UnionWith([literal.Address, literal.Address + (uint)literal.Size - 4]);
            if (flow.Kind == ThumbFlowKind.TableBranch)
                return; // the table follows, and its length is not in the code
            address = flow.Next;
        }
    }

    // LDR (literal) T1 and T2, LDRD (literal), VLDR (literal); the base is PC rounded down to a word (A7.7.44, A7.7.50, A7.7.236).
    private static (uint Address, int Size)? LiteralOf(uint address, ReadOnlySpan<byte> code)
    {
        uint first = BinaryPrimitives.ReadUInt16LittleEndian(code), pc = (address + 4) & ~3u;
        if (first >> 11 == 0b01001)
            return (pc + ((first & 0xFF) << 2), 4);
        if (code.Length < 4)
            return null;
        uint second = BinaryPrimitives.ReadUInt16LittleEndian(code[2..]);
        uint Offset(uint offset) => (first & 0x80) != 0 ? pc + offset : pc - offset;
        return (first & 0xFF7F) switch
        {
            0xF85F => (Offset(second & 0xFFF) & ~3u, 4),
            0xED1F when (second & 0x0E00) == 0x0A00 => (Offset((second & 0xFF) << 2), (second & 0x100) != 0 ? 8 : 4),
            0xE95F => (Offset((second & 0xFF) << 2), 8),
            _ => null,
        };
    }
}
