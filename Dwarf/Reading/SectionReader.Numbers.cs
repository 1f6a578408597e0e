using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace RspDebug.Dwarf.Reading;

/// <content>Numbers of variable size, lengths, offsets, addresses and strings.</content>
public ref partial struct SectionReader
{
    private const uint Dwarf64Escape = 0xffff_ffff;
    private const uint FirstReservedLength = 0xffff_fff0;

    /// <summary>Reads an unsigned LEB128 number.</summary>
    /// <exception cref="DwarfFormatException">No final byte, or more than 64 bits; reported at the number's first byte.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadUleb128()
    {
        int at = Offset;
        if ((uint)at >= (uint)_section.Length || _section[at] >= 0x80)
            return ReadLongUleb128();
        Offset = at + 1;
        return _section[at];
    }

    /// <summary>Passes over a LEB128 number, however long it is.</summary>
    /// <exception cref="DwarfFormatException">No final byte; reported at the number's first byte.</exception>
    public void SkipLeb128()
    {
        int at = Offset;
        while ((uint)at < (uint)_section.Length && _section[at] >= 0x80) at++;
        if ((uint)at >= (uint)_section.Length)
            ThrowUnfinishedLeb128();
        Offset = at + 1;
    }

    private ulong ReadLongUleb128()
    {
        if (!Leb128.TryReadUnsigned(_section[Offset..], out ulong value, out int size))
            throw BadLeb128(size);
        Offset += size;
        return value;
    }

    /// <summary>Reads a signed LEB128 number.</summary>
    /// <inheritdoc cref="ReadUleb128" path="/exception"/>
    public long ReadSleb128()
    {
        if (!Leb128.TryReadSigned(_section[Offset..], out long value, out int size))
            throw BadLeb128(size);
        Offset += size;
        return value;
    }

    /// <summary>Reads an unsigned LEB128 number that counts or indexes something in memory.</summary>
    /// <exception cref="DwarfFormatException">As for any LEB128 number, or larger than <see cref="int.MaxValue"/>.</exception>
    public int ReadUleb128AsInt32()
    {
        int start = Offset;
        ulong value = ReadUleb128();
        if (value <= int.MaxValue)
            return (int)value;
        Offset = start;
        throw Malformed($"Number {value} is too large here", start);
    }

    /// <summary>Reads an unsigned number of 1, 2, 3, 4 or 8 bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Another size.</exception>
    /// <exception cref="DwarfFormatException">Fewer bytes are left.</exception>
    public ulong ReadUnsigned(int sizeInBytes) => sizeInBytes switch
    {
        1 => ReadByte(),
        2 => ReadUInt16(),
        3 => ReadUInt24(),
        4 => ReadUInt32(),
        8 => ReadUInt64(),
        _ => throw new ArgumentOutOfRangeException(nameof(sizeInBytes), sizeInBytes, "A number has 1, 2, 3, 4 or 8 bytes"),
    };

    /// <summary>Reads a two's complement number of 1, 2, 3, 4 or 8 bytes.</summary>
    /// <inheritdoc cref="ReadUnsigned" path="/exception"/>
    public long ReadSigned(int sizeInBytes)
    {
        int unusedBits = 64 - 8 * sizeInBytes;
        return (long)(ReadUnsigned(sizeInBytes) << unusedBits) >> unusedBits;
    }

    /// <summary>Reads a target address.</summary>
    /// <param name="addressSizeInBytes">From the unit header, unchecked: other than 2, 4 and 8 is a format error here.</param>
    /// <exception cref="DwarfFormatException">Unknown size, or fewer bytes are left.</exception>
    public ulong ReadAddress(int addressSizeInBytes)
    {
        if (addressSizeInBytes is not (2 or 4 or 8))
            throw Malformed($"Addresses of {addressSizeInBytes} bytes are not known", Offset);
        return ReadUnsigned(addressSizeInBytes);
    }

    /// <summary>Reads the length that opens a unit, and with it the unit's format.</summary>
    /// <exception cref="DwarfFormatException">Reserved value, or the unit goes past the end of the section.</exception>
    /// <remarks>DWARF 5, 7.2.2 and 7.4.</remarks>
    public UnitLength ReadInitialLength()
    {
        int start = Offset;
        ulong length = ReadUInt32();
        DwarfFormat format = DwarfFormat.Dwarf32;
        if (length == Dwarf64Escape)
        {
            if (Remaining < 8)
                throw RewindTo(start, "Length of a 64-bit unit is cut off");
            length = ReadUInt64();
            format = DwarfFormat.Dwarf64;
        }
        else if (length >= FirstReservedLength)
        {
            throw RewindTo(start, $"Reserved unit length 0x{length:x}");
        }
        return length <= (ulong)Remaining
            ? new UnitLength((int)length, format)
            : throw RewindTo(start, $"Unit of 0x{length:x} bytes goes past the end of its section (0x{Remaining:x} bytes left)");
    }

    /// <summary>Reads an offset into another section (<c>DW_FORM_sec_offset</c>, <c>DW_FORM_strp</c>, ...).</summary>
    /// <exception cref="DwarfFormatException">Fewer bytes are left.</exception>
    public ulong ReadOffset(DwarfFormat format) => format == DwarfFormat.Dwarf64 ? ReadUInt64() : ReadUInt32();

    /// <summary>Reads the bytes of a zero-terminated string, without its terminator.</summary>
    /// <exception cref="DwarfFormatException">No terminator before the end; reported at the string's first byte.</exception>
    public ReadOnlySpan<byte> ReadCString()
    {
        int length = _section[Offset..].IndexOf((byte)0);
        if (length < 0)
            throw Malformed("String without a terminating zero", Offset);
        ReadOnlySpan<byte> bytes = _section.Slice(Offset, length);
        Offset += length + 1;
        return bytes;
    }

    /// <summary>Reads a zero-terminated string; bytes that are not UTF-8 become U+FFFD.</summary>
    /// <inheritdoc cref="ReadCString" path="/exception"/>
    public string ReadString() => Encoding.UTF8.GetString(ReadCString());

    private DwarfFormatException RewindTo(int start, string what)
    {
        Offset = start;
        return Malformed(what, start);
    }

    [DoesNotReturn]
    private readonly void ThrowUnfinishedLeb128() => throw BadLeb128(0);

    private readonly DwarfFormatException BadLeb128(int size) =>
        Malformed(size == 0 ? "LEB128 number without a final byte" : "LEB128 number needs more than 64 bits", Offset);
}
