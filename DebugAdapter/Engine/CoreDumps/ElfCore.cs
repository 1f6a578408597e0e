using System.Buffers.Binary;
using RspDebug.Dwarf.Elf;

namespace RspDebug.DebugAdapter.Engine.CoreDumps;

/// <summary>ELF core files: memory in <c>PT_LOAD</c>, registers in the notes <c>NT_PRSTATUS</c> and <c>NT_ARM_VFP</c>.</summary>
/// <remarks>Layout of the notes: Linux, <c>elfcore.h</c> for Arm; gdb writes the same for bare metal (<c>generate-core-file</c>). xPSR is where CPSR would be.</remarks>
internal static class ElfCore
{
    private const uint Status = 1, FloatingPoint = 0x400;
    private const int RegistersInStatus = 72;

    private static readonly string[] Names = ["r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r10", "r11", "r12", "sp", "lr", "pc", "xpsr"];

    /// <summary>Reads a dump; of several threads the first one, which is the one that stopped.</summary>
    /// <exception cref="CoreFormatException">Not a core file of a 32-bit Arm, or a note is damaged.</exception>
    public static CoreDump Read(ElfImage file)
    {
        if (file.Type != ElfFileType.Core) throw new CoreFormatException("it is an ELF file but not a core file (ET_CORE); give the firmware's ELF as the executable instead", -1);
        if (file.Machine != ElfMachine.Arm || file.Class != ElfClass.Elf32) throw new CoreFormatException($"it is a core file of {file.Machine}, not of a 32-bit Arm", -1);
        var registers = new Dictionary<string, uint>(StringComparer.Ordinal);
        foreach (ElfSegment segment in file.Segments.Where(segment => segment.Type == ElfSegmentType.Note)) ReadNotes(Content(file, segment).Span, (long)segment.FileOffset, registers);
        if (!registers.ContainsKey("pc")) throw new CoreFormatException("it has no NT_PRSTATUS note, so no registers", -1);
        MemoryPart[] memory = [.. file.Segments.Where(segment => segment is { Type: ElfSegmentType.Load, SizeInFile: > 0 })
            .Select(segment => new MemoryPart((uint)segment.VirtualAddress.Value, Content(file, segment)))];
        return new CoreDump("ELF core file", registers, memory);
    }

    private static ReadOnlyMemory<byte> Content(ElfImage file, ElfSegment segment) =>
        segment.FileOffset + segment.SizeInFile <= (ulong)file.File.Length && segment.FileOffset <= (ulong)file.File.Length
            ? file.File.Slice((int)segment.FileOffset, (int)segment.SizeInFile)
            : throw new CoreFormatException($"the segment for {segment.VirtualAddress} is not wholly in the file", (long)Math.Min(segment.FileOffset, long.MaxValue));

    // A note: three words (name size, content size, type), then name and content, each padded to a word (System V gABI, "Note Section").
    private static void ReadNotes(ReadOnlySpan<byte> notes, long fileOffset, Dictionary<string, uint> registers)
    {
        int at = 0;
        while (notes.Length - at >= 12)
        {
            uint nameSize = Word(notes[at..]), size = Word(notes[(at + 4)..]), type = Word(notes[(at + 8)..]);
            long start = at + 12 + Padded(nameSize), end = start + size;
            if (end > notes.Length) throw new CoreFormatException("a note is cut off", fileOffset + at);
            ReadNote(type, notes.Slice((int)start, (int)size), registers);
            at = (int)Math.Min(start + Padded(size), notes.Length);
        }
    }

    private static void ReadNote(uint type, ReadOnlySpan<byte> content, Dictionary<string, uint> registers)
    {
        if (type == Status && content.Length >= RegistersInStatus + (4 * Names.Length) && !registers.ContainsKey("pc"))
        {
            for (int n = 0; n < Names.Length; n++) registers[Names[n]] = Word(content[(RegistersInStatus + (4 * n))..]);
        }
        else if (type == FloatingPoint && content.Length >= (32 * 8) + 4 && !registers.ContainsKey("fpscr"))
        {
            for (int n = 0; n < 32; n++) registers[$"s{n}"] = Word(content[(4 * n)..]);
            registers["fpscr"] = Word(content[(32 * 8)..]);
        }
    }

    private static long Padded(uint size) => (size + 3L) & ~3L;

    private static uint Word(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
