using System.Text;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

/// <summary>An attribute's value, still encoded; the accessors resolve it when asked.</summary>
/// <remarks>DWARF 5, 7.5.5 gives the classes; which accessor fits follows from the attribute.</remarks>
public readonly struct AttributeValue
{
    private readonly CompilationUnit? _unit;
    private readonly ulong _raw;
    private readonly int _data;

    internal AttributeValue(CompilationUnit unit, DwForm form, ulong raw, int data)
    {
        _unit = unit;
        Form = form;
        _raw = raw;
        _data = data;
    }

    /// <summary>Encoding of the value.</summary>
    public DwForm Form { get; }

    /// <summary>The number as stored: constant, offset, index, or size of a block.</summary>
    public ulong Raw => _raw;

    /// <summary>The value is a block of bytes: an expression, or a constant of odd size.</summary>
    public bool IsBlock => Form is DwForm.Block or DwForm.Block1 or DwForm.Block2 or DwForm.Block4 or DwForm.Exprloc or DwForm.Data16;

    /// <summary>The value is a constant number.</summary>
    public bool IsConstant => Form is DwForm.Data1 or DwForm.Data2 or DwForm.Data4 or DwForm.Data8 or DwForm.Sdata or DwForm.Udata or DwForm.ImplicitConst;

    /// <summary>The value is a target address, or an index of one.</summary>
    public bool IsAddress => Form is DwForm.Addr or DwForm.Addrx or DwForm.Addrx1 or DwForm.Addrx2 or DwForm.Addrx3 or DwForm.Addrx4 or DwForm.GNUAddrIndex;

    /// <summary>The value refers to another DIE.</summary>
    public bool IsReference => Form is DwForm.Ref1 or DwForm.Ref2 or DwForm.Ref4 or DwForm.Ref8 or DwForm.RefUdata or DwForm.RefAddr or DwForm.RefSig8 || IsSupplementaryReference;

    /// <summary>The value is text.</summary>
    public bool IsString => Form is DwForm.String or DwForm.Strp or DwForm.LineStrp or DwForm.Strx or DwForm.Strx1 or DwForm.Strx2 or DwForm.Strx3 or DwForm.Strx4 or DwForm.GNUStrIndex || IsSupplementaryString;

    /// <summary>The value is an offset into a section of lists. DWARF 2 and 3 use data4 and data8 for it.</summary>
    public bool IsSectionOffset => Form == DwForm.SecOffset || (_unit is { Version: < 4 } && Form is DwForm.Data4 or DwForm.Data8);

    /// <summary>The value refers to a DIE of the supplementary file.</summary>
    internal bool IsSupplementaryReference => Form is DwForm.RefSup4 or DwForm.RefSup8 or DwForm.GNURefAlt;

    /// <summary>The value is text of the supplementary file, and there is none.</summary>
    internal bool IsLostString => IsSupplementaryString && _unit!.Sections.Get(SectionId.SupplementaryStr).IsEmpty;

    private bool IsSupplementaryString => Form is DwForm.StrpSup or DwForm.GNUStrpAlt;

    /// <summary>The unit in whose terms the value is encoded.</summary>
    internal CompilationUnit? Unit => _unit;

    /// <summary>True for a set flag.</summary>
    public bool AsFlag() => Form == DwForm.FlagPresent || _raw != 0;

    /// <summary>The constant, zero-extended from its stored size.</summary>
    public ulong AsUnsigned() => _raw;

    /// <summary>The constant, sign-extended from its stored size.</summary>
    public long AsSigned() => Form switch
    {
        DwForm.Data1 => (sbyte)_raw,
        DwForm.Data2 => (short)_raw,
        DwForm.Data4 => (int)_raw,
        _ => (long)_raw,
    };

    /// <summary>The value of a <c>DW_AT_const_value</c>.</summary>
    /// <remarks>DWARF 5, 7.5.5 leaves the sign of data1 to data8 open. GCC writes them for values that are not negative, and sdata for the others; so does gdb read them.</remarks>
    public long AsConstValue() => Form is DwForm.Data1 or DwForm.Data2 or DwForm.Data4 ? (long)_raw : AsSigned();

    /// <summary>The constant as a small number such as a line, column or count; the greatest int when larger.</summary>
    public int AsInt32() => (int)Math.Min(_raw, int.MaxValue);

    /// <summary>The block's bytes, lent from the section; empty for other classes.</summary>
    public ReadOnlyMemory<byte> AsBlock() => IsBlock ? _unit!.Data.Slice(_data, (int)_raw) : default;

    /// <summary>The address; an index is looked up in <c>.debug_addr</c>.</summary>
    /// <exception cref="DwarfFormatException">The index is outside the table.</exception>
    public ulong AsAddress() => Form == DwForm.Addr || !IsAddress ? _raw : _unit!.ReadIndexedAddress(_raw);

    /// <summary>The text; empty for other classes, and a remark in parentheses when it is in a supplementary file that cannot be had.</summary>
    /// <exception cref="DwarfFormatException">The offset or index is outside its section.</exception>
    public string AsString() => Encoding.UTF8.GetString(AsStringBytes());

    /// <summary>The text's UTF-8 bytes, lent from the section; empty for other classes.</summary>
    /// <exception cref="DwarfFormatException">The offset or index is outside its section.</exception>
    public ReadOnlySpan<byte> AsStringBytes() => Form switch
    {
        DwForm.String => _unit!.Data.Span.Slice(_data, (int)_raw),
        DwForm.Strp => _unit!.Sections.ReaderAt(SectionId.DebugStr, _raw).ReadCString(),
        DwForm.StrpSup or DwForm.GNUStrpAlt => IsLostString ? "(moved by dwz)"u8 : _unit!.Sections.ReaderAt(SectionId.SupplementaryStr, _raw).ReadCString(),
        DwForm.LineStrp => _unit!.Sections.ReaderAt(SectionId.DebugLineStr, _raw).ReadCString(),
        _ => IsString ? _unit!.ReadIndexedString(_raw) : default,
    };

    /// <summary>Follows a reference to another DIE.</summary>
    /// <param name="target">The DIE referred to.</param>
    /// <returns>False when the value is no reference, or refers outside any unit or to a supplementary file that cannot be had.</returns>
    public bool TryGetReference(out Die target)
    {
        target = default;
        return _unit is not null && IsReference && _unit.TryResolve(Form, _raw, out target);
    }
}
