using RspDebug.Dwarf.Constants;

namespace RspDebug.Dwarf.Info;

/// <summary>The shape of DIEs that share a code: tag, children or not, attributes with their forms.</summary>
/// <remarks>DWARF 5, 7.5.3.</remarks>
public sealed class Abbreviation
{
    private readonly AttributeSpec[] _attributes;

    // A bit for each attribute, several of which share one: tells at once that most are absent.
    private readonly ulong _names;

    internal Abbreviation(ulong code, DwTag tag, bool hasChildren, AttributeSpec[] attributes)
    {
        Code = code;
        Tag = tag;
        HasChildren = hasChildren;
        _attributes = attributes;
        SkipSteps = SkipStep.Plan(attributes);
        foreach (AttributeSpec spec in attributes) _names |= BitOf(spec.Name);
        Sibling = Find(DwAt.Sibling);
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

    internal bool Has(DwAt name) => Find(name) >= 0;

    /// <summary>Position of an attribute; -1 when absent.</summary>
    internal int Find(DwAt name) => (_names & BitOf(name)) == 0 ? -1 : Search(name);

    private int Search(DwAt name)
    {
        for (int i = 0; i < _attributes.Length; i++)
        {
            if (_attributes[i].Name == name) return i;
        }
        return -1;
    }

    private static ulong BitOf(DwAt name) => 1UL << ((int)name & 63);
}
