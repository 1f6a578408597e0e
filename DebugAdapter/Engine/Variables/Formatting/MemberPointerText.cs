using System.Buffers.Binary;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Formatting;

/// <summary>Pointers to members by the members' names.</summary>
/// <remarks>
/// Itanium C++ ABI, 2.3: data members by their offset, -1 for none; functions by an address and an adjustment of <c>this</c>. On Arm bit 0 of the adjustment
/// says that the address is an offset into the table of virtual functions (CPPABI32, 3.2.1).
/// </remarks>
internal static class MemberPointerText
{
    private const int MaxDepth = 32;

    /// <summary>The text; null for a function that is not virtual: its address tells.</summary>
    public static string? Describe(TypeInfo.PointerToMember type, ReadOnlySpan<byte> bytes)
    {
        uint first = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        bool isFunction = bytes.Length > BuiltInTypes.PointerSizeInBytes;
        if (!isFunction) return first == uint.MaxValue ? "NULL" : DataMember(type.ContainingType, first) ?? $"offset {first}";
        if ((bytes[BuiltInTypes.PointerSizeInBytes] & 1) == 0) return first == 0 ? "NULL" : null;
        string? name = VirtualFunction(type.ContainingType, first / BuiltInTypes.PointerSizeInBytes, 0);
        return name is null ? $"&virtual function at table offset {first}" : $"&virtual {name}";
    }

    private static string? DataMember(TypeInfo type, uint offset)
    {
        string? name = (type.Bare() as TypeInfo.Structure)?.Members.FirstOrDefault(m => m.BitOffset == offset * 8L)?.Name;
        return name is null ? null : $"&{type.Name}::{name}";
    }

    private static string? VirtualFunction(TypeInfo type, uint index, int depth)
    {
        if (type.Bare() is not TypeInfo.Structure { Die: { } die } structure || depth > MaxDepth) return null;
        foreach (Die child in die.Children)
        {
            if (child.Tag == DwTag.Subprogram && TableIndex(child) == index) return $"{type.Name}::{child.GetString(DwAt.Name)}";
        }

        return structure.Bases.Select(b => VirtualFunction(b.Type, index, depth + 1)).FirstOrDefault(n => n is not null);
    }

    // DW_OP_constu with the index (DWARF 5, 5.7.8); a number in DWARF 2.
    private static uint? TableIndex(Die function)
    {
        if (!function.TryGet(DwAt.VtableElemLocation, out AttributeValue value)) return null;
        if (!value.IsBlock) return (uint)value.AsUnsigned();
        return value.AsBlock().Span is [(byte)DwOp.Constu, < 0x80 and var index] ? index : null;
    }
}
