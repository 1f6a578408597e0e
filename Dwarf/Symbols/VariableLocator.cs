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
        if (die.TryGet(DwAt.Location, out AttributeValue location)) return Locate(die.Unit, location, pc, LinkedName(die));
        if (die.TryGetInherited(DwAt.ConstValue, out AttributeValue constant)) return new VariableLocation.Constant(Bytes(constant, die.Unit.Sections.IsBigEndian));
        // A definition may stand apart from the DIE that names the location: C++ statics refer back to their declaration.
        return die.TryGetInherited(DwAt.Location, out location) ? Locate(location.Unit ?? die.Unit, location, pc, LinkedName(die)) : OptimizedOut;
    }

    /// <summary>An attribute that is an expression or a list of expressions by pc.</summary>
    /// <param name="unit">Whose expression it is.</param>
    /// <param name="value">The attribute.</param>
    /// <param name="pc">Where the program stands.</param>
    /// <param name="linkedName">Name of the variable as the linker knows it; null for what is no variable.</param>
    public static VariableLocation Locate(CompilationUnit unit, AttributeValue value, ulong pc, string? linkedName = null)
    {
        if (value.IsBlock) return value.AsBlock() is { IsEmpty: false } block && !IsRemoved(unit, block, linkedName) ? new VariableLocation.Expression(block) : OptimizedOut;
        if (!value.IsSectionOffset && value.Form != DwForm.Loclistx) return OptimizedOut;
        return LocationList.TryFind(unit, value, pc, out ReadOnlyMemory<byte> expression) ? new VariableLocation.Expression(expression) : OptimizedOut;
    }

    /// <summary>Bytes of a scope's code in which the variable of a DIE has a location.</summary>
    /// <exception cref="DwarfFormatException">The attribute or its list is damaged.</exception>
    public static ulong CountCovered(Die die, IReadOnlyList<CodeRange> scope)
    {
        ulong all = scope.Aggregate(0UL, (sum, range) => sum + range.SizeInBytes);
        if (!die.TryGet(DwAt.Location, out AttributeValue location) || !(location.IsSectionOffset || location.Form == DwForm.Loclistx))
            return Locate(die, 0) is VariableLocation.OptimizedOut ? 0 : all;
        List<LocationListEntry> entries = [.. LocationList.Read(die.Unit, location).Where(e => !e.Expression.IsEmpty)];
        if (entries.Exists(e => e.IsDefault)) return all;
        ulong covered = 0;
        foreach (CodeRange range in scope)
        {
            // Entries may overlap: what was counted already is not counted again.
            ulong from = range.Start.Value;
            foreach (LocationListEntry entry in entries.OrderBy(e => e.Start))
            {
                ulong start = Math.Max(from, entry.Start), end = Math.Min(range.End.Value, entry.End);
                if (start >= end) continue;
                covered += end - start;
                from = end;
            }
        }
        return covered;
    }

    /// <summary>A variable that the linker removed keeps the address 0 (or another one outside the image).</summary>
    private static bool IsRemoved(CompilationUnit unit, ReadOnlyMemory<byte> expression, string? linkedName) =>
        TryReadAddress(unit, expression.Span, out ulong address) && !unit.Owner.LiveCode.IsLiveData(address, linkedName);

    // An expression that is one address: DW_OP_addr, or an index into .debug_addr (DWARF 5, 2.5.1.1).
    private static bool TryReadAddress(CompilationUnit unit, ReadOnlySpan<byte> expression, out ulong address)
    {
        address = 0;
        switch ((DwOp)expression[0])
        {
            case DwOp.Addr when expression.Length == 1 + unit.AddressSizeInBytes:
                SectionReader reader = new(expression[1..], SectionId.Expression, unit.Sections.IsBigEndian);
                address = reader.ReadAddress(unit.AddressSizeInBytes);
                return true;
            case DwOp.Addrx or DwOp.GnuAddrIndex
                when Leb128.TryReadUnsigned(expression[1..], out ulong index, out int size) && expression.Length == 1 + size && unit.TryGetIndexedAddress(index, out TargetAddress indexed):
                address = indexed.Value;
                return true;
            default:
                return false;
        }
    }

    private static string? LinkedName(Die die) => die.GetString(DwAt.LinkageName) ?? die.GetString(DwAt.Name);

    private static ReadOnlyMemory<byte> Bytes(AttributeValue value, bool isBigEndian)
    {
        if (value.IsBlock) return value.AsBlock();
        if (value.IsString) return (byte[])[.. value.AsStringBytes(), 0];
        byte[] bytes = new byte[sizeof(long)];
        if (isBigEndian) BinaryPrimitives.WriteInt64BigEndian(bytes, value.AsConstValue());
        else BinaryPrimitives.WriteInt64LittleEndian(bytes, value.AsConstValue());
        return bytes;
    }
}
