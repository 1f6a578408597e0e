using System.Buffers.Binary;
using System.Text;

namespace RspDebug.Dwarf.Elf;

/// <summary>Name and checksum of the file with the debug information of a stripped image (<c>.gnu_debuglink</c>).</summary>
/// <param name="FileName">Without directory.</param>
/// <param name="Checksum">CRC-32 of the whole file (IEEE 802.3), so that one of another build is not taken.</param>
/// <remarks>GDB manual, "Separate Debug Files".</remarks>
public sealed record DebugLink(string FileName, uint Checksum)
{
    /// <summary>Whether a file is the one that was linked to.</summary>
    /// <param name="file">All its bytes.</param>
    public bool Matches(ReadOnlySpan<byte> file) => ComputeChecksum(file) == Checksum;

    internal static DebugLink? Read(ElfImage image)
    {
        if (image.FindSection(".gnu_debuglink") is not { } section) return null;
        ReadOnlySpan<byte> bytes = section.Data.Span;
        int length = bytes.IndexOf((byte)0);
        int at = (length + 4) & ~3;
        if (length <= 0 || at + 4 > bytes.Length) return null;
        ReadOnlySpan<byte> checksum = bytes.Slice(at, 4);
        return new DebugLink(Encoding.UTF8.GetString(bytes[..length]), image.IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(checksum) : BinaryPrimitives.ReadUInt32LittleEndian(checksum));
    }

    private static uint ComputeChecksum(ReadOnlySpan<byte> bytes)
    {
        const uint Polynomial = 0xedb88320;
        Span<uint> table = stackalloc uint[256];
        for (uint i = 0; i < 256; i++)
        {
            uint entry = i;
            for (int bit = 0; bit < 8; bit++) entry = (entry & 1) != 0 ? (entry >> 1) ^ Polynomial : entry >> 1;
            table[(int)i] = entry;
        }
        uint checksum = uint.MaxValue;
        foreach (byte b in bytes) checksum = (checksum >> 8) ^ table[(byte)checksum ^ b];
        return ~checksum;
    }
}
