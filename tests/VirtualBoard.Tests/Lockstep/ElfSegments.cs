using System.Buffers.Binary;

namespace RspDebug.VirtualBoard.Tests.Lockstep;

/// <summary>The loadable segments of a little-endian ELF32 file: all that is needed to put an image on a board.</summary>
internal static class ElfSegments
{
    public static void Load(Board board, string path)
    {
        byte[] file = File.ReadAllBytes(path);
        int table = (int)Word(file, 28), size = Half(file, 42), count = Half(file, 44);
        for (int k = 0; k < count; k++)
        {
            int header = table + (k * size);
            uint type = Word(file, header), length = Word(file, header + 16);
            if (type == 1 && length != 0) board.Load(Word(file, header + 12), file.AsSpan((int)Word(file, header + 4), (int)length));
        }
    }

    private static uint Word(byte[] file, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(offset));

    private static ushort Half(byte[] file, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(offset));
}
