using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

/// <summary>Reads and skips attribute values.</summary>
internal static class AttributeReader
{
    /// <summary>Reads one value. DWARF 5, 7.5.5.</summary>
    /// <exception cref="DwarfFormatException">The value is cut off, or its form cannot be read.</exception>
    public static AttributeValue Read(ref SectionReader reader, CompilationUnit unit, AttributeSpec spec)
    {
        DwForm form = spec.Form;
        if (form == DwForm.Indirect) form = ReadIndirect(ref reader);
        switch (form)
        {
            case DwForm.ImplicitConst: return new AttributeValue(unit, form, (ulong)spec.ImplicitConst, 0);
            case DwForm.FlagPresent: return new AttributeValue(unit, form, 1, 0);
            case DwForm.Addr: return new AttributeValue(unit, form, reader.ReadAddress(unit.AddressSizeInBytes), 0);
            case DwForm.Sdata: return new AttributeValue(unit, form, (ulong)reader.ReadSleb128(), 0);
            case DwForm.Data16: return Block(ref reader, unit, form, 16);
            case DwForm.Block1: return Block(ref reader, unit, form, reader.ReadByte());
            case DwForm.Block2: return Block(ref reader, unit, form, reader.ReadUInt16());
            case DwForm.Block4: return Block(ref reader, unit, form, reader.ReadUInt32());
            case DwForm.Block or DwForm.Exprloc: return Block(ref reader, unit, form, reader.ReadUleb128());
            case DwForm.String:
                int start = reader.Offset;
                return new AttributeValue(unit, form, (ulong)reader.ReadCString().Length, start);
            case DwForm.Udata or DwForm.RefUdata or DwForm.Strx or DwForm.Addrx or DwForm.Loclistx or DwForm.Rnglistx or DwForm.GNUAddrIndex or DwForm.GNUStrIndex:
                return new AttributeValue(unit, form, reader.ReadUleb128(), 0);
            default: return new AttributeValue(unit, form, reader.ReadUnsigned(unit.Encoding.SizeOf(form)), 0);
        }
    }

    /// <summary>Passes over one value.</summary>
    /// <exception cref="DwarfFormatException">The value is cut off, or its form cannot be read.</exception>
    public static void Skip(ref SectionReader reader, CompilationUnit unit, AttributeSpec spec)
    {
        if (spec.FixedSize >= 0) reader.Skip((ulong)spec.FixedSize);
        else SkipVariable(ref reader, unit, spec.Form);
    }

    /// <summary>Passes over all values of a DIE.</summary>
    /// <exception cref="DwarfFormatException">A value is cut off, or its form cannot be read.</exception>
    public static void SkipAll(ref SectionReader reader, CompilationUnit unit, Abbreviation abbreviation)
    {
        foreach (ref readonly SkipStep step in abbreviation.SkipSteps.AsSpan())
        {
            reader.Skip((ulong)step.FixedSize);
            if (step.Variable != default) SkipVariable(ref reader, unit, step.Variable);
        }
    }

    private static void SkipVariable(ref SectionReader reader, CompilationUnit unit, DwForm form)
    {
        switch (form)
        {
            case DwForm.Block or DwForm.Exprloc: reader.Skip(reader.ReadUleb128()); break;
            case DwForm.Block1: reader.Skip(reader.ReadByte()); break;
            case DwForm.String: _ = reader.ReadCString(); break;
            default: _ = Read(ref reader, unit, new AttributeSpec(default, form, 0, -1)); break;
        }
    }

    private static AttributeValue Block(ref SectionReader reader, CompilationUnit unit, DwForm form, ulong size)
    {
        int start = reader.Offset;
        reader.Skip(size);
        return new AttributeValue(unit, form, size, start);
    }

    private static DwForm ReadIndirect(ref SectionReader reader)
    {
        int start = reader.Offset;
        ulong form = reader.ReadUleb128();
        // DWARF 5, 7.5.3: neither of these two can be given indirectly.
        if (form > ushort.MaxValue || (DwForm)form is DwForm.Indirect or DwForm.ImplicitConst || !UnitEncoding.IsKnown((DwForm)form))
        {
            throw reader.Malformed($"Form 0x{form:x} after DW_FORM_indirect", start);
        }
        return (DwForm)form;
    }
}
