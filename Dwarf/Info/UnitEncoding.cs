using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

/// <summary>What a form's size depends on.</summary>
/// <param name="Version">DWARF version of the unit.</param>
/// <param name="Format">Size of section offsets.</param>
/// <param name="AddressSize">Size of target addresses in bytes.</param>
internal readonly record struct UnitEncoding(int Version, DwarfFormat Format, int AddressSize)
{
    /// <summary>Whether values of this form can be passed over: everything that <see cref="DwForm"/> names.</summary>
    public static bool IsKnown(DwForm form) =>
        form is DwForm.Addr or (>= DwForm.Block2 and <= DwForm.Addrx4) or DwForm.GNUAddrIndex or DwForm.GNUStrIndex or DwForm.GNURefAlt or DwForm.GNUStrpAlt;

    public int OffsetSize => (int)Format;

    // The comparison that the compiler writes is generic code over DwarfFormat, which would be compiled at run time.
    public bool Equals(UnitEncoding other) => Version == other.Version && Format == other.Format && AddressSize == other.AddressSize;

    public override int GetHashCode() => (Version << 8) | ((int)Format << 4) | AddressSize;

    /// <summary>Size of a value of this form; -1 when it varies. DWARF 5, 7.5.5 and 7.5.6.</summary>
    public int SizeOf(DwForm form) => form switch
    {
        DwForm.FlagPresent or DwForm.ImplicitConst => 0,
        DwForm.Data1 or DwForm.Ref1 or DwForm.Flag or DwForm.Strx1 or DwForm.Addrx1 => 1,
        DwForm.Data2 or DwForm.Ref2 or DwForm.Strx2 or DwForm.Addrx2 => 2,
        DwForm.Strx3 or DwForm.Addrx3 => 3,
        DwForm.Data4 or DwForm.Ref4 or DwForm.Strx4 or DwForm.Addrx4 or DwForm.RefSup4 => 4,
        DwForm.Data8 or DwForm.Ref8 or DwForm.RefSig8 or DwForm.RefSup8 => 8,
        DwForm.Data16 => 16,
        DwForm.Addr => AddressSize,
        DwForm.SecOffset or DwForm.Strp or DwForm.LineStrp or DwForm.StrpSup or DwForm.GNURefAlt or DwForm.GNUStrpAlt => OffsetSize,
        // DWARF 2, 7.5.4: the size of an address; since DWARF 3 the size of an offset.
        DwForm.RefAddr => Version <= 2 ? AddressSize : OffsetSize,
        _ => -1,
    };
}
