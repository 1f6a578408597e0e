using System.Buffers.Binary;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Elf;

/// <summary>Fills in what an object file leaves to the linker in its debug and unwind sections.</summary>
/// <remarks>
/// Only in <c>ET_REL</c>: in a linked file the values are in place already, and relocations that were kept (<c>--emit-relocs</c>) must not be
/// applied a second time. Sections of an object file all start at their header's address, usually 0.
/// </remarks>
internal static class Relocations
{
    /// <summary>AAELF32, "Relocation codes"; x86-64 psABI, table 4.9; i386 psABI, table 4.4: how a value is computed and stored.</summary>
    private enum Kind
    {
        None,
        Absolute32,
        Absolute64,
        Relative32,
        Relative64,
        Relative31,
    }

    /// <summary>A copy of a section's bytes with its relocations applied; the bytes themselves when there are none.</summary>
    /// <exception cref="ElfFormatException">Unknown type of relocation, or a place or symbol that is not there.</exception>
    public static ReadOnlyMemory<byte> Apply(ElfImage image, ElfSection section, ReadOnlyMemory<byte> bytes)
    {
        if (image.Type != ElfFileType.Relocatable || section.IsExecutable) return bytes;
        byte[]? copy = null;
        foreach (ElfSection table in image.Sections)
        {
            if (table.Type is not (ElfSectionType.Relocations or ElfSectionType.RelocationsWithAddend) || table.Info != section.Index) continue;
            copy ??= bytes.ToArray();
            Apply(image, section, table, copy);
        }
        return copy ?? bytes;
    }

    private static void Apply(ElfImage image, ElfSection section, ElfSection table, Span<byte> bytes)
    {
        bool hasAddend = table.Type == ElfSectionType.RelocationsWithAddend, is64 = image.Class == ElfClass.Elf64;
        ElfFields fields = new(table.Stored.Span, image.Name, is64, image.IsBigEndian);
        // gABI, "Relocation": offset, info, addend, each of the file's width.
        ulong entrySize = (is64 ? 16UL : 8UL) + (hasAddend ? (is64 ? 8UL : 4UL) : 0);
        for (ulong at = 0; at + entrySize <= fields.Length; at += entrySize)
        {
            ulong info = fields.Native(at, 4, 8);
            int symbolIndex = (int)(is64 ? info >> 32 : info >> 8);
            uint type = (uint)(is64 ? info & uint.MaxValue : info & byte.MaxValue);
            Kind kind = KindOf(image.Machine, type)
                ?? throw new ElfFormatException($"Relocation of type {type} in section {section.Name} is not known", image.Name, table.FileOffset + at, "Link the object file.");
            if (kind == Kind.None) continue;
            int size = kind is Kind.Absolute64 or Kind.Relative64 ? 8 : 4;
            ulong place = fields.Native(at, 0, 0);
            if (place > (ulong)bytes.Length || (ulong)bytes.Length - place < (ulong)size || (uint)symbolIndex >= (uint)image.Symbols.Count)
                throw new ElfFormatException($"Relocation in section {section.Name} names offset 0x{place:x} and symbol {symbolIndex}, which are not both there", image.Name, table.FileOffset + at, "Build again.");
            Span<byte> field = bytes.Slice((int)place, size);
            ulong stored = Read(field, image.IsBigEndian);
            ElfSymbol symbol = image.Symbols[symbolIndex];
            ulong addend = !hasAddend ? stored : is64 ? fields.Xword(at + 16) : (ulong)(int)fields.Word(at + 8);
            Write(field, image.IsBigEndian, Compute(kind, symbol, addend, section.Address.Value + place, stored));
        }
    }

    private static ulong Compute(Kind kind, ElfSymbol symbol, ulong addend, ulong place, ulong stored)
    {
        if (kind == Kind.Relative31) addend = (ulong)((long)(addend << 33) >> 33);
        ulong target = unchecked(symbol.Address.Value + addend) | (symbol.IsThumb ? 1UL : 0);
        return kind switch
        {
            Kind.Relative32 or Kind.Relative64 => unchecked(target - place),
            // EHABI32 uses bit 31 of these words for itself.
            Kind.Relative31 => (unchecked(target - place) & 0x7fff_ffff) | (stored & 0x8000_0000),
            _ => target,
        };
    }

    private static Kind? KindOf(ElfMachine machine, uint type) => (machine, type) switch
    {
        (_, 0) => Kind.None,
        // 106 (R_ARM_TLS_LDO32), 17 and 21 (R_X86_64_DTPOFF64 and 32): offset in the thread's block, which a symbol's value is already.
        (ElfMachine.Arm, 2 or 38 or 106) => Kind.Absolute32,
        // 41 (R_ARM_TARGET2) is what the platform makes of it; for bare-metal Arm the linker makes it 3. Exception tables name types by it.
        (ElfMachine.Arm, 3 or 41) => Kind.Relative32,
        (ElfMachine.Arm, 42) => Kind.Relative31,
        (ElfMachine.X64, 1 or 17) => Kind.Absolute64,
        (ElfMachine.X64, 2) => Kind.Relative32,
        (ElfMachine.X64, 10 or 11 or 21) => Kind.Absolute32,
        (ElfMachine.X64, 24) => Kind.Relative64,
        (ElfMachine.I386, 1) => Kind.Absolute32,
        (ElfMachine.I386, 2) => Kind.Relative32,
        (ElfMachine.Arm64, 257) => Kind.Absolute64,
        (ElfMachine.Arm64, 258) => Kind.Absolute32,
        (ElfMachine.Arm64, 260) => Kind.Relative64,
        (ElfMachine.Arm64, 261) => Kind.Relative32,
        _ => null,
    };

    private static ulong Read(ReadOnlySpan<byte> field, bool isBigEndian)
    {
        SectionReader reader = new(field, SectionId.ElfFile, isBigEndian);
        return reader.ReadUnsigned(field.Length);
    }

    private static void Write(Span<byte> field, bool isBigEndian, ulong value)
    {
        if (field.Length == 8 && isBigEndian) BinaryPrimitives.WriteUInt64BigEndian(field, value);
        else if (field.Length == 8) BinaryPrimitives.WriteUInt64LittleEndian(field, value);
        else if (isBigEndian) BinaryPrimitives.WriteUInt32BigEndian(field, (uint)value);
        else BinaryPrimitives.WriteUInt32LittleEndian(field, (uint)value);
    }
}
