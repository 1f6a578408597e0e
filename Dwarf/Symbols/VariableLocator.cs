using System.Buffers.Binary;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Symbols;

/// <summary>Reads <c>DW_AT_location</c> and <c>DW_AT_const_value</c>. DWARF 5, 2.6 and 4.1.</summary>
internal static class VariableLocator
{
    public static VariableLocation OptimizedOut { get; } = new VariableLocation.OptimizedOut();

    /// <summary>Where the variable of a DIE is while the pc is at an address.</summary>
    /// <exception cref="DwarfFormatException">The attribute or its list is damaged.</exception>
    public static VariableLocation Locate(Die die, ulong pc)
    {
        if (die.TryGet(DwAt.Location, out AttributeValue location)) return Locate(die.Unit, location, pc);
        if (die.TryGetInherited(DwAt.ConstValue, out AttributeValue constant)) return new VariableLocation.Constant(Bytes(constant, die.Unit.Sections.IsBigEndian));
        // A definition may stand apart from the DIE that names the location: C++ statics refer back to their declaration.
        return die.TryGetInherited(DwAt.Location, out location) ? Locate(die.Unit, location, pc) : OptimizedOut;
    }

    /// <summary>An attribute that is an expression or a list of expressions by pc.</summary>
    public static VariableLocation Locate(CompilationUnit unit, AttributeValue value, ulong pc)
    {
        if (value.IsBlock) return value.AsBlock() is { IsEmpty: false } block && !IsRemoved(unit, block) ? new VariableLocation.Expression(block) : OptimizedOut;
        if (!value.IsSectionOffset && value.Form != DwForm.Loclistx) return OptimizedOut;
        return LocationList.TryFind(unit, value, pc, out ReadOnlyMemory<byte> expression) ? new VariableLocation.Expression(expression) : OptimizedOut;
    }

    /// <summary>A variable that the linker removed keeps the address 0 (or another one outside the image).</summary>
    private static bool IsRemoved(CompilationUnit unit, ReadOnlyMemory<byte> expression)
    {
        if (expression.Length != 1 + unit.AddressSizeInBytes || expression.Span[0] != (byte)DwOp.Addr) return false;
        SectionReader reader = new(expression.Span, SectionId.Expression, unit.Sections.IsBigEndian);
        _ = reader.ReadByte();
        return !unit.Owner.LiveCode.IsLiveData(reader.ReadAddress(unit.AddressSizeInBytes));
    }

    private static ReadOnlyMemory<byte> Bytes(AttributeValue value, bool isBigEndian)
    {
        if (value.IsBlock) return value.AsBlock();
        if (value.IsString) return (byte[])[.. value.AsStringBytes(), 0];
        byte[] bytes = new byte[sizeof(long)];
        if (isBigEndian) BinaryPrimitives.WriteInt64BigEndian(bytes, value.AsSigned());
        else BinaryPrimitives.WriteInt64LittleEndian(bytes, value.AsSigned());
        return bytes;
    }
}
