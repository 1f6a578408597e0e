using RspDebug.Dwarf.Info;

namespace RspDebug.Dwarf.Types;

/// <summary>A data member of a structure, class or union.</summary>
public sealed class MemberInfo
{
    private readonly Lazy<TypeInfo> _type;

    internal MemberInfo(Die die, string? name, Lazy<TypeInfo> type)
    {
        Die = die;
        Name = name;
        _type = type;
    }

    /// <summary>The <c>DW_TAG_member</c>.</summary>
    public Die Die { get; }

    /// <summary>Name; null for an anonymous structure or union, whose members belong to the one around it, and for padding.</summary>
    public string? Name { get; }

    /// <summary>Type of the member.</summary>
    public TypeInfo Type => _type.Value;

    /// <summary>First bit, counted from the start of the structure: on little-endian targets from bit 0 of its first byte upward.</summary>
    /// <remarks>One form for <c>DW_AT_data_bit_offset</c> (DWARF 4) and <c>DW_AT_bit_offset</c>, which counts from the other end of a storage unit.</remarks>
    public long BitOffset { get; internal init; }

    /// <summary>First byte, from the start of the structure; for a bitfield the byte that holds its first bit.</summary>
    public long ByteOffset => BitOffset >> 3;

    /// <summary>Number of bits of a bitfield; null for other members.</summary>
    public int? BitSize { get; internal init; }

    /// <summary>The member is a bitfield.</summary>
    public bool IsBitField => BitSize is not null;

    /// <summary>Made by the compiler, such as the pointer to the virtual function table.</summary>
    public bool IsArtificial { get; internal init; }

    /// <summary>Name and type as C declares them.</summary>
    public override string ToString() => Type.Declare(Name ?? "") + (IsBitField ? $" : {BitSize}" : "");
}
