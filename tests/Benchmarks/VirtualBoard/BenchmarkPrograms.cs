using System.Buffers.Binary;
using RspDebug.Testing;

namespace RspDebug.VirtualBoard.Benchmarks;

/// <summary>Endless programs of different make-up.</summary>
internal static class BenchmarkPrograms
{
    public static IReadOnlyList<string> Names { get; } = ["integer", "float", "firmware"];

    public static Board Load(string name)
    {
        Board board = new();
        switch (name)
        {
            case "integer": LoadCode(board, IntegerLoop); break;
            case "float": LoadCode(board, FloatLoop); break;
            default: LoadElf(board, Firmware.ImagePath("gcc-O2-dwarf5")); break;
        }

        board.Reset();
        return board;
    }

    // movs r1,#0; ldr r2,=0x20000000; loop: ldr r3,[r2]; adds r3,r3,r1; eor.w r3,r3,r3,lsl#5; str r3,[r2]; push {r3,lr}; pop {r3,lr}(32-bit);
    // adds r1,#1; cmp r1,#0; bne loop; b loop
    private static readonly ushort[] IntegerLoop =
    [
        0x2100, 0xF04F, 0x5200, 0x6813, 0x185B, 0xEA83, 0x1343, 0x6013, 0xB508, 0xE8BD, 0x4008, 0x3101, 0x2900, 0xD1F4, 0xE7F3,
    ];

    // CPACR opened, then vadd, vmul, vfma, vdiv, vcvt in a loop.
    private static readonly ushort[] FloatLoop =
    [
        0xF44F, 0x0070, 0xF64E, 0x5188, 0xF2CE, 0x0100, 0x6008, 0xEEB7, 0x0A00, 0xEEF0, 0x0A08,
        0xEE30, 0x1A20, 0xEE61, 0x1A20, 0xEEA1, 0x2A20, 0xEE82, 0x3A20, 0xEEBD, 0x4AC3, 0xE7F4,
    ];

    private static void LoadCode(Board board, ushort[] code)
    {
        byte[] image = new byte[0x100 + (2 * code.Length)];
        BinaryPrimitives.WriteUInt32LittleEndian(image, 0x2000_8000);
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(4), 0x101);
        for (int k = 0; k < code.Length; k++) BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(0x100 + (2 * k)), code[k]);
        board.Load(0, image);
    }

    private static void LoadElf(Board board, string path)
    {
        byte[] file = File.ReadAllBytes(path);
        int Word(int offset) => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(offset));
        int count = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(44));
        for (int k = 0; k < count; k++)
        {
            int header = Word(28) + (32 * k);
            if (Word(header) == 1 && Word(header + 16) != 0) board.Load((uint)Word(header + 12), file.AsSpan(Word(header + 4), Word(header + 16)));
        }
    }
}
