using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Frame;

/// <summary>Encoded pointers of <c>.eh_frame</c>.</summary>
/// <remarks>LSB Core, 10.5 (DW_EH_PE_*).</remarks>
internal static class EhPointer
{
    public const byte Absolute = 0x00;
    public const byte FormatMask = 0x0f;
    private const byte BaseMask = 0x70;
    private const byte Indirect = 0x80;
    private const byte PcRelative = 0x10;
    private const byte Aligned = 0x50;
    private const byte Omitted = 0xff;

    public static ulong Read(ref SectionReader reader, byte encoding, int addressSize, ulong place)
    {
        int offset = reader.Offset;
        if (encoding == Omitted || (encoding & Indirect) != 0)
            throw reader.Malformed($"Pointer encoding 0x{encoding:x2} cannot give the address of code", offset);
        ulong value = (encoding & FormatMask) switch
        {
            0x00 => reader.ReadAddress(addressSize),
            0x01 => reader.ReadUleb128(),
            0x02 => reader.ReadUInt16(),
            0x03 => reader.ReadUInt32(),
            0x04 => reader.ReadUInt64(),
            0x09 => (ulong)reader.ReadSleb128(),
            0x0a => (ulong)reader.ReadSigned(2),
            0x0b => (ulong)reader.ReadSigned(4),
            0x0c => (ulong)reader.ReadSigned(8),
            _ => throw reader.Malformed($"Pointer encoding 0x{encoding:x2} is not known", offset),
        };
        value = (encoding & BaseMask) switch
        {
            Absolute => value,
            PcRelative => unchecked(value + place),
            _ => throw reader.Malformed($"Pointer encoding 0x{encoding:x2} counts from a base that a Cortex-M image does not have", offset),
        };
        return addressSize == 4 ? value & uint.MaxValue : value;
    }

    /// <summary>Passes over an encoding byte and the pointer of a personality routine.</summary>
    public static void Skip(ref SectionReader data, int addressSize)
    {
        byte encoding = data.ReadByte();
        if (encoding == Omitted)
            return;
        if ((encoding & BaseMask) == Aligned)
            throw data.Malformed("An aligned personality pointer is not known", data.Offset);
        Read(ref data, (byte)(encoding & FormatMask), addressSize, 0);
    }
}
