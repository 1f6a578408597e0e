using System.Buffers.Binary;
using RspDebug.DebugAdapter.Engine.Disassembly;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;

namespace RspDebug.DebugAdapter.Engine.Audit.Code;

/// <summary>
/// Where the instructions of an image start: mapping symbols tell code from data, decoding tells first from second halfwords and what an
/// IT instruction covers. Sections without mapping symbols are decoded function by function, with the words that code loads as data.
/// </summary>
/// <remarks>AAELF32, "Mapping symbols"; ARMv7-M ARM A5.1 (sizes) and A7.3.2 (IT).</remarks>
internal sealed class CodeScan
{
    private readonly List<(uint Start, CodePlace[] Halfwords)> _sections = [];

    private CodeScan()
    {
    }

    /// <summary>Instructions found.</summary>
    public int InstructionCount => _sections.Sum(s => s.Halfwords.Count(h => h.Kind == CodePlaceKind.Instruction));

    /// <summary>Scans all executable sections.</summary>
    public static CodeScan Of(ElfImage elf)
    {
        var scan = new CodeScan();
        foreach (ElfSection section in elf.Sections.Where(s => s.IsAllocated && s.IsExecutable && s.Type == ElfSectionType.ProgBits))
        {
            uint start = (uint)section.Address.Value;
            scan._sections.Add((start & ~1u, new SectionScan(start, section.Data.Span, MapOf(elf, section)).Run()));
        }

        return scan;
    }

    /// <summary>What stands at an address; bit 0 is ignored.</summary>
    public CodePlace At(uint address)
    {
        foreach ((uint start, CodePlace[] halfwords) in _sections)
            if (address >= start && (address - start) / 2 < (uint)halfwords.Length)
                return halfwords[(address - start) / 2];
        return default;
    }

    /// <summary>All addresses whose halfword meets a condition.</summary>
    public IEnumerable<uint> Where(Func<CodePlace, bool> condition)
    {
        foreach ((uint start, CodePlace[] halfwords) in _sections)
            for (int i = 0; i < halfwords.Length; i++)
                if (condition(halfwords[i]))
                    yield return start + (uint)(2 * i);
    }

    private static Func<uint, CodePlaceKind> MapOf(ElfImage elf, ElfSection section)
    {
        ElfSymbolTable symbols = elf.Symbols;
        bool isMapped = symbols.Any(s => s.Name is ['$', 't' or 'd', ..] && s.Type == ElfSymbolType.None && section.Contains(s.Address));
        return isMapped
            ? address => symbols.GetMapping(new TargetAddress(address)) switch
            {
                MappingKind.Thumb => CodePlaceKind.Instruction,
                MappingKind.Data => CodePlaceKind.Data,
                _ => CodePlaceKind.Unknown,
            }
            : new LiteralPools(section, symbols).KindOf;
    }

    /// <summary>One pass over a section.</summary>
    private readonly ref struct SectionScan(uint start, ReadOnlySpan<byte> code, Func<uint, CodePlaceKind> map)
    {
        private readonly ReadOnlySpan<byte> _code = code;

        public CodePlace[] Run()
        {
            var places = new CodePlace[_code.Length / 2];
            int conditional = 0;
            for (int i = 0; i < places.Length;)
            {
                uint address = start + (uint)(2 * i);
                CodePlaceKind kind = map(address);
                if (kind != CodePlaceKind.Instruction || !ThumbFlow.TryDecode(address, _code[(2 * i)..], out ThumbFlow flow))
                {
                    places[i++] = new CodePlace(kind == CodePlaceKind.Instruction ? CodePlaceKind.Unknown : kind, false, false);
                    conditional = 0;
                    continue;
                }

                places[i] = new CodePlace(CodePlaceKind.Instruction, conditional > 0, flow.Kind == ThumbFlowKind.Breakpoint);
                if (flow.SizeInBytes == 4 && i + 1 < places.Length)
                    places[i + 1] = new CodePlace(CodePlaceKind.InsideInstruction, conditional > 0, false);
                conditional = flow.Has(ThumbTraits.IfThen) ? CoveredBy(BinaryPrimitives.ReadUInt16LittleEndian(_code[(2 * i)..])) : Math.Max(0, conditional - 1);
                i += flow.SizeInBytes / 2;
            }

            return places;
        }

        // The lowest bit set in the mask ends the block: 1000 covers one instruction, xxx1 four (A7.3.2).
        private static int CoveredBy(ushort it) => 4 - System.Numerics.BitOperations.TrailingZeroCount(it & 15);
    }
}
