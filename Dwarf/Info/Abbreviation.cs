using RspDebug.Dwarf.Constants;

namespace RspDebug.Dwarf.Info;

/// <summary>The shape of DIEs that share a code: tag, children or not, attributes with their forms.</summary>
/// <remarks>DWARF 5, 7.5.3.</remarks>
public sealed class Abbreviation
{
    private readonly AttributeSpec[] _attributes;

    internal Abbreviation(ulong code, DwTag tag, bool hasChildren, AttributeSpec[] attributes)
    {
        Code = code;
        Tag = tag;
        HasChildren = hasChildren;
        _attributes = attributes;
        FixedSize = 0;
        foreach (AttributeSpec spec in attributes) FixedSize = spec.FixedSize < 0 || FixedSize < 0 ? -1 : FixedSize + spec.FixedSize;
        Sibling = Array.FindIndex(attributes, a => a.Name == DwAt.Sibling);
    }

    /// <summary>Number by which DIEs refer to it.</summary>
    public ulong Code { get; }

    /// <summary>Kind of DIE.</summary>
    public DwTag Tag { get; }

    /// <summary>DIEs of this shape are followed by their children.</summary>
    public bool HasChildren { get; }

    /// <summary>Attributes in the order their values are stored.</summary>
    public ReadOnlySpan<AttributeSpec> Attributes => _attributes;

    /// <summary>Size of all values together; -1 when a value of variable size is among them.</summary>
    internal int FixedSize { get; }

    /// <summary>Position of <c>DW_AT_sibling</c>; -1 when absent.</summary>
    internal int Sibling { get; }

    internal bool Has(DwAt name)
    {
        foreach (AttributeSpec spec in _attributes)
        {
            if (spec.Name == name) return true;
        }
        return false;
    }
}
