using System.Buffers.Binary;
using System.Text;

namespace RspDebug.Testing;

/// <summary>Writes the bytes of one section; places are named by labels that other sections may refer to before they are set.</summary>
public sealed class DwarfSectionWriter
{
    private readonly List<byte> _bytes = [];
    private readonly List<(int At, int Size, string Label, string? From)> _fixups = [];
    private readonly bool _isBigEndian;
    private int _unitCount;

    internal DwarfSectionWriter(string name, bool isBigEndian)
    {
        Name = name;
        _isBigEndian = isBigEndian;
    }

    /// <summary>Name of the section, such as <c>.debug_info</c>.</summary>
    public string Name { get; }

    /// <summary>Offset of the next byte.</summary>
    public int Offset => _bytes.Count;

    internal Dictionary<string, int> Labels { get; } = [];

    /// <summary>Writes one byte.</summary>
    public DwarfSectionWriter U8(int value) => Number((ulong)value, 1);

    /// <summary>Writes two bytes.</summary>
    public DwarfSectionWriter U16(int value) => Number((ulong)value, 2);

    /// <summary>Writes four bytes.</summary>
    public DwarfSectionWriter U32(uint value) => Number(value, 4);

    /// <summary>Writes eight bytes.</summary>
    public DwarfSectionWriter U64(ulong value) => Number(value, 8);

    /// <summary>Writes an unsigned LEB128 number.</summary>
    public DwarfSectionWriter Uleb(ulong value)
    {
        for (; value >= 0x80; value >>= 7) _bytes.Add((byte)(value | 0x80));
        _bytes.Add((byte)value);
        return this;
    }

    /// <summary>Writes a constant of a specification, such as a tag or form, as an unsigned LEB128 number.</summary>
    public DwarfSectionWriter Uleb(Enum value) => Uleb(Convert.ToUInt64(value));

    /// <summary>Writes a signed LEB128 number.</summary>
    public DwarfSectionWriter Sleb(long value)
    {
        while (value is < -64 or > 63)
        {
            _bytes.Add((byte)(value | 0x80));
            value >>= 7;
        }
        _bytes.Add((byte)(value & 0x7f));
        return this;
    }

    /// <summary>Writes a zero-terminated string.</summary>
    public DwarfSectionWriter Text(string value)
    {
        _bytes.AddRange(Encoding.UTF8.GetBytes(value));
        _bytes.Add(0);
        return this;
    }

    /// <summary>Writes bytes given in hex, spaces allowed.</summary>
    public DwarfSectionWriter Hex(string hex)
    {
        _bytes.AddRange(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        return this;
    }

    /// <summary>Names the place of the next byte.</summary>
    public DwarfSectionWriter Label(string label)
    {
        Labels.Add(label, _bytes.Count);
        return this;
    }

    /// <summary>Writes the section offset of a label, set here or elsewhere, now or later.</summary>
    public DwarfSectionWriter OffsetOf(string label, int size = 4) => Fix(label, null, size);

    /// <summary>Writes the distance from one label to another of this section.</summary>
    public DwarfSectionWriter Distance(string from, string to, int size = 4) => Fix(to, from, size);

    /// <summary>Writes a length field and what it covers.</summary>
    /// <param name="content">Writes the rest of the unit.</param>
    /// <param name="is64Bit">Use the 64-bit DWARF format.</param>
    public DwarfSectionWriter Unit(Action<DwarfSectionWriter> content, bool is64Bit = false)
    {
        int unit = _unitCount++;
        if (is64Bit) U32(uint.MaxValue);
        Distance($"{Name}.start{unit}", $"{Name}.end{unit}", is64Bit ? 8 : 4).Label($"{Name}.start{unit}");
        content(this);
        return Label($"{Name}.end{unit}");
    }

    internal byte[] Build(Func<string, int> resolve)
    {
        byte[] bytes = [.. _bytes];
        foreach ((int at, int size, string label, string? from) in _fixups)
        {
            Write(bytes.AsSpan(at, size), (ulong)(resolve(label) - (from is null ? 0 : resolve(from))));
        }
        return bytes;
    }

    private DwarfSectionWriter Fix(string label, string? from, int size)
    {
        _fixups.Add((_bytes.Count, size, label, from));
        return Number(0, size);
    }

    private DwarfSectionWriter Number(ulong value, int size)
    {
        Span<byte> bytes = stackalloc byte[size];
        Write(bytes, value);
        _bytes.AddRange(bytes);
        return this;
    }

    private void Write(Span<byte> destination, ulong value)
    {
        Span<byte> all = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(all, value);
        all[..destination.Length].CopyTo(destination);
        if (_isBigEndian) destination.Reverse();
    }
}
