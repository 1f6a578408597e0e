using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

/// <summary>A handle on a debugging information entry: its unit and where it starts. Attributes are decoded when asked for.</summary>
/// <param name="Unit">The unit that holds it.</param>
/// <param name="Offset">Of its first byte, from the start of the unit's section.</param>
/// <remarks>All members throw <see cref="DwarfFormatException"/> when the bytes they need are damaged. DWARF 5, 2.1.</remarks>
public readonly record struct Die(CompilationUnit Unit, int Offset)
{
    private const int LongestOriginChain = 8;

    /// <summary>Kind of DIE.</summary>
    public DwTag Tag => Abbreviation.Tag;

    /// <summary>Shape of the DIE.</summary>
    public Abbreviation Abbreviation
    {
        get
        {
            SectionReader reader = Unit.ReaderAt(Offset);
            return Unit.ReadAbbreviation(ref reader) ?? throw reader.Malformed("A null entry where a DIE is expected", Offset);
        }
    }

    /// <summary>The children, in file order.</summary>
    public DieChildren Children => new(this);

    /// <summary>Finds an attribute of this DIE itself.</summary>
    /// <param name="name">The attribute.</param>
    /// <param name="value">Its value.</param>
    public bool TryGet(DwAt name, out AttributeValue value)
    {
        value = default;
        SectionReader reader = Unit.ReaderAt(Offset);
        Abbreviation? abbreviation = Unit.ReadAbbreviation(ref reader);
        int position = abbreviation?.Find(name) ?? -1;
        if (position < 0) return false;
        ReadOnlySpan<AttributeSpec> attributes = abbreviation!.Attributes;
        for (int i = 0; i < position; i++) AttributeReader.Skip(ref reader, Unit, attributes[i]);
        value = AttributeReader.Read(ref reader, Unit, attributes[position]);
        return true;
    }

    /// <summary>Finds an attribute here, or on the DIE this one completes or is a copy of.</summary>
    /// <param name="name">The attribute; <c>DW_AT_sibling</c>, <c>DW_AT_declaration</c> and the like are not inherited and make no sense here.</param>
    /// <param name="value">Its value.</param>
    /// <remarks>Follows <c>DW_AT_abstract_origin</c> and <c>DW_AT_specification</c>. DWARF 5, 2.13.2 and 3.3.8.</remarks>
    public bool TryGetInherited(DwAt name, out AttributeValue value)
    {
        Die at = this;
        for (int i = 0; i < LongestOriginChain; i++)
        {
            if (at.TryGet(name, out value)) return true;
            if (!at.TryGetOrigin(out at)) break;
        }
        value = default;
        return false;
    }

    /// <summary>The DIE this one is a copy of or completes.</summary>
    /// <param name="origin">Target of <c>DW_AT_abstract_origin</c>, else of <c>DW_AT_specification</c>.</param>
    public bool TryGetOrigin(out Die origin)
    {
        // The caller may pass the very variable that holds this handle: it is written once, at the end.
        bool found = TryGetReference(DwAt.AbstractOrigin, out Die target) || TryGetReference(DwAt.Specification, out target);
        origin = target;
        return found;
    }

    /// <summary>Follows an attribute that refers to a DIE.</summary>
    /// <param name="name">The attribute.</param>
    /// <param name="target">The DIE referred to.</param>
    public bool TryGetReference(DwAt name, out Die target)
    {
        Die referred = default;
        bool found = TryGet(name, out AttributeValue value) && value.TryGetReference(out referred);
        target = referred;
        return found;
    }

    /// <summary>The attribute's text; null when it is absent here and on the origins.</summary>
    /// <param name="name">The attribute.</param>
    public string? GetString(DwAt name) => TryGetInherited(name, out AttributeValue value) && value.IsString ? value.AsString() : null;

    /// <summary>The attribute's unsigned constant; null when it is absent here and on the origins, or no constant.</summary>
    /// <param name="name">The attribute.</param>
    public ulong? GetUnsigned(DwAt name) => TryGetInherited(name, out AttributeValue value) && value.IsConstant ? value.AsUnsigned() : null;

    /// <summary>Whether the flag is present and set on this DIE itself.</summary>
    /// <param name="name">The attribute.</param>
    public bool HasFlag(DwAt name) => TryGet(name, out AttributeValue value) && value.AsFlag();

    /// <summary>The same DIE of the same unit.</summary>
    /// <param name="other">The other handle.</param>
    public bool Equals(Die other) => ReferenceEquals(Unit, other.Unit) && Offset == other.Offset;

    /// <inheritdoc/>
    // Offsets are the image's, not the unit's: no two DIEs share one unless split files do.
    public override int GetHashCode() => Offset;

    /// <summary><c>DW_TAG_variable at 0x1a3</c>, for messages.</summary>
    public override string ToString() => Unit is null ? "no DIE" : $"DIE at 0x{Offset:x}";
}
