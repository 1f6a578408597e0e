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
        if (!isFunction) return first == uint.MaxValue ? "NULL" : DataMember(type.ContainingType, type.Target, first) ?? $"offset {first}";
        if ((bytes[BuiltInTypes.PointerSizeInBytes] & 1) == 0) return first == 0 ? "NULL" : null;
        string? name = VirtualFunction(type.ContainingType, first / BuiltInTypes.PointerSizeInBytes, 0);
        return name is null ? $"&virtual function at table offset {first}" : $"&virtual {name}";
    }

    private static string? DataMember(TypeInfo type, TypeInfo target, uint offset)
    {
        string? name = MemberAt(type, target, offset * 8L, []);
        return name is null ? null : $"&{type.Name}::{name}";
    }

    // What lies there and has the type: a member of a base or of an anonymous union as well; the table of virtual functions has no name in the program.
    private static string? MemberAt(TypeInfo type, TypeInfo target, long bitOffset, HashSet<(TypeInfo Type, long BitOffset)> seen)
    {
        // A damaged class may be a part of itself.
        if (type.Bare() is not TypeInfo.Structure structure || !seen.Add((structure, bitOffset)) || seen.Count > ClassLayout.MostClasses) return null;
        MemberInfo[] here = [.. structure.Members.Where(m => m is { IsArtificial: false, IsBitField: false } && m.BitOffset == bitOffset && !string.IsNullOrEmpty(m.Name))];
        return here.FirstOrDefault(m => m.Type.IsSameAs(target))?.Name
            ?? structure.Members.Where(m => string.IsNullOrEmpty(m.Name)).Select(m => MemberAt(m.Type, target, bitOffset - m.BitOffset, seen)).FirstOrDefault(n => n is not null)
            ?? structure.Bases.Where(b => b.ByteOffset is not null).Select(b => MemberAt(b.Type, target, bitOffset - (8 * b.ByteOffset!.Value), seen)).FirstOrDefault(n => n is not null)
            ?? here.FirstOrDefault()?.Name;
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

    /// <summary>The index of a virtual function in the table of its class: <c>DW_OP_constu</c> (DWARF 5, 5.7.8), a number in DWARF 2; null of one that is not virtual.</summary>
    public static uint? TableIndex(Die function)
    {
        if (!function.TryGetInherited(DwAt.VtableElemLocation, out AttributeValue value)) return null;
        if (!value.IsBlock) return (uint)value.AsUnsigned();
        return value.AsBlock().Span is [(byte)DwOp.Constu, < 0x80 and var index] ? index : null;
    }
}
