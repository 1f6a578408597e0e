using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace RspDebug.Dwarf.Reading;

/// <summary>A cursor over one section. Every read advances it; a failed read throws and leaves it where it was.</summary>
/// <example>
/// <code>
/// var reader = new SectionReader(section, SectionId.DebugFrame);
/// while (!reader.IsAtEnd)
/// {
///     UnitLength length = reader.ReadInitialLength();
///     SectionReader entry = reader.ReadSlice(length.SizeInBytes);
/// }
/// </code>
/// </example>
/// <param name="section">The whole section: offsets count from its first byte.</param>
/// <param name="id">Named in errors.</param>
/// <param name="isBigEndian">Byte order of the file (EI_DATA).</param>
public ref partial struct SectionReader(ReadOnlySpan<byte> section, SectionId id, bool isBigEndian = false)
{
    private readonly ReadOnlySpan<byte> _section = section;

    /// <summary>The section that offsets count from.</summary>
    public readonly SectionId Id { get; } = id;
    /// <summary>Byte order of multi-byte numbers.</summary>
    public readonly bool IsBigEndian { get; } = isBigEndian;
    /// <summary>Of the next byte to be read, from the start of the section.</summary>
    public int Offset { get; private set; }
    /// <summary>Offset one behind the last readable byte.</summary>
    public readonly int End => _section.Length;
    /// <summary>Bytes left.</summary>
    public readonly int Remaining => _section.Length - Offset;
    /// <summary>Nothing is left.</summary>
    public readonly bool IsAtEnd => Offset >= _section.Length;

    /// <summary>Goes to an offset of the section; <see cref="End"/> itself is legal.</summary>
    /// <exception cref="DwarfFormatException">The offset lies outside.</exception>
    public void Seek(long offset)
    {
        if ((ulong)offset > (ulong)_section.Length)
            ThrowOutside(offset);
        Offset = (int)offset;
    }

    /// <inheritdoc cref="Seek(long)"/>
    public void Seek(ulong offset) => Seek(offset > long.MaxValue ? -1L : (long)offset);

    /// <summary>Passes over bytes.</summary>
    /// <exception cref="DwarfFormatException">Fewer are left.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Skip(ulong sizeInBytes)
    {
        if (sizeInBytes > (ulong)Remaining)
            ThrowTooShort(sizeInBytes);
        Offset += (int)sizeInBytes;
    }

    /// <summary>Reads bytes without copying.</summary>
    /// <exception cref="DwarfFormatException">Fewer are left.</exception>
    public ReadOnlySpan<byte> ReadBytes(ulong sizeInBytes)
    {
        int start = Offset;
        Skip(sizeInBytes);
        return _section[start..Offset];
    }

    /// <summary>A reader over the next bytes alone, with the same section offsets; this reader moves behind them.</summary>
    /// <exception cref="DwarfFormatException">Fewer are left.</exception>
    public SectionReader ReadSlice(int sizeInBytes)
    {
        int start = Offset;
        Skip((ulong)sizeInBytes);
        return new SectionReader(_section[..Offset], Id, IsBigEndian) { Offset = start };
    }

    /// <summary>Reads one byte.</summary>
    /// <exception cref="DwarfFormatException">Nothing is left.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte ReadByte()
    {
        int at = Offset;
        if ((uint)at >= (uint)_section.Length)
            ThrowTooShort(1);
        Offset = at + 1;
        return _section[at];
    }

    /// <summary>Reads two bytes.</summary>
    /// <exception cref="DwarfFormatException">Fewer are left.</exception>
    public ushort ReadUInt16()
    {
        ReadOnlySpan<byte> bytes = Peek(2);
        Offset += 2;
        return IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    /// <summary>Reads three bytes (<c>DW_FORM_strx3</c>, <c>DW_FORM_addrx3</c>).</summary>
    /// <exception cref="DwarfFormatException">Fewer are left.</exception>
    public uint ReadUInt24()
    {
        ReadOnlySpan<byte> bytes = Peek(3);
        Offset += 3;
        return IsBigEndian ? (uint)(bytes[0] << 16 | bytes[1] << 8 | bytes[2]) : (uint)(bytes[2] << 16 | bytes[1] << 8 | bytes[0]);
    }

    /// <summary>Reads four bytes.</summary>
    /// <exception cref="DwarfFormatException">Fewer are left.</exception>
    public uint ReadUInt32()
    {
        ReadOnlySpan<byte> bytes = Peek(4);
        Offset += 4;
        return IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    /// <summary>Reads eight bytes.</summary>
    /// <exception cref="DwarfFormatException">Fewer are left.</exception>
    public ulong ReadUInt64()
    {
        ReadOnlySpan<byte> bytes = Peek(8);
        Offset += 8;
        return IsBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    /// <summary>An error of this section with its offset filled in; the caller throws it.</summary>
    /// <param name="what">The finding, without place and without full stop.</param>
    /// <param name="offset">Of the wrong byte.</param>
    /// <param name="fix">What the user can do, without full stop.</param>
    public readonly DwarfFormatException Malformed(string what, int offset, string fix = DwarfFormatException.RebuildAdvice) => new(what, Id, offset, fix);

    private readonly ReadOnlySpan<byte> Peek(int sizeInBytes)
    {
        if (sizeInBytes > Remaining)
            ThrowTooShort((ulong)sizeInBytes);
        return _section.Slice(Offset, sizeInBytes);
    }

    [DoesNotReturn]
    private readonly void ThrowOutside(long offset) => throw Malformed($"Offset 0x{offset:x} is outside the section (0x{_section.Length:x} bytes)", Offset);

    // Apart from the reads: a method that throws is not compiled into the loops that call it, and the compiler ahead of time is told to do so
    // for the smallest ones, which it leaves alone by itself.
    [DoesNotReturn]
    private readonly void ThrowTooShort(ulong needed) => throw Malformed($"{needed} bytes needed but only {Remaining} left", Offset);
}
