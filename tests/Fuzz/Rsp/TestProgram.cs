using System.Buffers.Binary;

namespace RspDebug.Fuzz.Rsp.Tests;

/// <summary>A loop of additions: every instruction changes a register, and each address of the loop is reached soon.</summary>
internal static class TestProgram
{
    /// <summary>First instruction of the loop.</summary>
    public const uint Start = 0x100;

    /// <summary>Instructions of the loop, the branch back among them; two bytes each.</summary>
    public const int Length = 33;

    public const int SizeInBytes = (int)Start + (Length * 2);

    private const ushort AddOneToR0 = 0x3001;

    public static void Write(Span<byte> image)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(image, 0x2001_0000);
        BinaryPrimitives.WriteUInt32LittleEndian(image[4..], Start | 1);
        for (int index = 0; index < Length - 1; index++)
            BinaryPrimitives.WriteUInt16LittleEndian(image[((int)Start + (index * 2))..], (ushort)(AddOneToR0 | index % 4 << 8));
        // B: eleven bits of halfwords, from the address of the instruction plus 4 (Armv7-M, B, T2).
        BinaryPrimitives.WriteUInt16LittleEndian(image[((int)Start + ((Length - 1) * 2))..], (ushort)(0xE000 | -(Length - 1 + 2) & 0x7FF));
    }
}
