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
        SkipSteps = SkipStep.Plan(attributes);
        Sibling = Array.FindIndex(attributes, a => a.Name == DwAt.Sibling);
        HasCode = Has(DwAt.LowPc) || Has(DwAt.Ranges);
    }

    /// <summary>Number by which DIEs refer to it.</summary>
    public ulong Code { get; }

    /// <summary>Kind of DIE.</summary>
    public DwTag Tag { get; }

    /// <summary>DIEs of this shape are followed by their children.</summary>
    public bool HasChildren { get; }

    /// <summary>Attributes in the order their values are stored.</summary>
    public ReadOnlySpan<AttributeSpec> Attributes => _attributes;

    /// <summary>How to pass over all values.</summary>
    internal SkipStep[] SkipSteps { get; }

    /// <summary>Position of <c>DW_AT_sibling</c>; -1 when absent.</summary>
    internal int Sibling { get; }

    /// <summary>DIEs of this shape say where their code is, though the linker may have removed it.</summary>
    internal bool HasCode { get; }

    internal bool Has(DwAt name)
    {
        foreach (AttributeSpec spec in _attributes)
        {
            if (spec.Name == name) return true;
        }
        return false;
    }
}
