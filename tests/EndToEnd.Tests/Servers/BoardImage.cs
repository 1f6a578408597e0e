using System.Buffers.Binary;

namespace RspDebug.EndToEnd.Tests.Servers;

/// <summary>Puts firmware into a virtual board of this process; reads ELF itself, for the tests know no product's reader.</summary>
internal static class BoardImage
{
    private const uint LoadSegment = 1;

    /// <summary>Loads the segments of an ELF32 file and resets the board.</summary>
    public static void Load(VirtualBoard.Board board, string image)
    {
        byte[] file = File.ReadAllBytes(image);
        int table = (int)Word(file, 28), size = Half(file, 42), count = Half(file, 44);
        for (int k = 0; k < count; k++)
        {
            int header = table + k * size;
            if (Word(file, header) == LoadSegment && Word(file, header + 16) is > 0 and uint length)
                board.Load(Word(file, header + 12), file.AsSpan((int)Word(file, header + 4), (int)length));
        }

        board.Reset();
    }

    private static uint Word(byte[] file, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(offset));

    private static ushort Half(byte[] file, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(offset));
}
