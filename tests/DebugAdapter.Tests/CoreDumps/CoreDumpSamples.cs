using System.Buffers.Binary;
using System.Text;

namespace RspDebug.DebugAdapter.Tests.CoreDumps;

/// <summary>The same small dump in every format: pc 0x100, sp 0x20000010, s1 0x3f800000, four bytes of RAM at 0x20000000.</summary>
internal static class CoreDumpSamples
{
    public static readonly byte[] Json = Encoding.UTF8.GetBytes(
        """
        { // taken by hand
          "registers": { "R15": 256, "sp": "0x20000010", "PSR": 16777216, "s1": 1065353216, "fpscr": 0 },
          "memory": [ { "address": "0x20000000", "data": "01020304" }, ]
        }
        """);

    public static byte[] ProbeRs => new MessagePackBytes().Map(3)
        .Text("core_type").Text("armv7em")
        .Text("registers").Map(5)
        .Number(15).Map(1).Text("U32").Number(0x100)
        .Number(13).Map(1).Text("U32").Number(0x2000_0010)
        .Number(16).Map(1).Text("U32").Number(0x0100_0000)
        .Number(20).Map(1).Text("U32").Number(0x0201_4001)
        .Number(65).Map(1).Text("U32").Number(0x3F80_0000)
        .Text("data").List(1).List(2)
        .Map(2).Text("start").Number(0x2000_0000).Text("end").Number(0x2000_0004)
        .List(4).Number(1).Number(2).Number(3).Number(4).ToArray();

    /// <summary>ELF32, little-endian, Arm, ET_CORE: one note segment with NT_PRSTATUS and NT_ARM_VFP, one load segment.</summary>
    public static byte[] Elf
    {
        get
        {
            const int Headers = 52 + 2 * 32;
            byte[] status = new byte[148], vfp = new byte[260];
            Word(status, 72 + 4 * 13, 0x2000_0010);
            Word(status, 72 + 4 * 15, 0x100);
            Word(status, 72 + 4 * 16, 0x0100_0000);
            Word(vfp, 4, 0x3F80_0000);
            byte[] notes = [.. Note("CORE", 1, status), .. Note("LINUX", 0x400, vfp)];
            byte[] file = new byte[Headers + notes.Length + 4];
            byte[] identification = [0x7F, (byte)'E', (byte)'L', (byte)'F', 1, 1, 1];
            identification.CopyTo(file, 0);
            Half(file, 16, 4);
            Half(file, 18, 40);
            Word(file, 20, 1);
            Word(file, 28, 52);
            Half(file, 40, 52);
            Half(file, 42, 32);
            Half(file, 44, 2);
            Segment(file.AsSpan(52), type: 4, Headers, address: 0, notes.Length);
            Segment(file.AsSpan(84), type: 1, Headers + notes.Length, address: 0x2000_0000, 4);
            notes.CopyTo(file, Headers);
            byte[] memory = [1, 2, 3, 4];
            memory.CopyTo(file, Headers + notes.Length);
            return file;
        }
    }

    private static byte[] Note(string name, uint type, byte[] content)
    {
        int padded = (name.Length + 1 + 3) & ~3;
        byte[] note = new byte[12 + padded + content.Length];
        Word(note, 0, (uint)name.Length + 1);
        Word(note, 4, (uint)content.Length);
        Word(note, 8, type);
        Encoding.ASCII.GetBytes(name, note.AsSpan(12));
        content.CopyTo(note, 12 + padded);
        return note;
    }

    private static void Segment(Span<byte> header, uint type, int offset, uint address, int size)
    {
        ReadOnlySpan<uint> words = [type, (uint)offset, address, address, (uint)size, (uint)size, 6, 4];
        for (int n = 0; n < words.Length; n++) Word(header, 4 * n, words[n]);
    }

    private static void Word(Span<byte> bytes, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes[at..], value);

    private static void Half(Span<byte> bytes, int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(bytes[at..], value);
}
