using System.Collections.Immutable;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Line;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Symbols;

/// <summary>A function that has code of its own in the image.</summary>
public sealed partial class FunctionInfo
{
    private readonly Lazy<ScopeTree> _scopes;

    internal FunctionInfo(Die die, ImmutableArray<CodeRange> ranges)
    {
        Die = die;
        Ranges = ranges;
        Name = die.Unit.Owner.GetQualifiedName(die);
        _scopes = new Lazy<ScopeTree>(() => ScopeTree.Build(this));
    }

    /// <summary>The <c>DW_TAG_subprogram</c> that has the code.</summary>
    public Die Die { get; }

    /// <summary>Unit that compiled it.</summary>
    public CompilationUnit Unit => Die.Unit;

    /// <summary>Qualified name without parameters, such as <c>app::Ring&lt;int, 16u&gt;::sum</c>.</summary>
    public string Name { get; }

    /// <summary>Name as linked (mangled); null in C.</summary>
    public string? LinkageName => Die.ReadLinkageName();

    /// <summary>Code of the function; the part with the entry point comes first, split-off cold parts follow.</summary>
    public ImmutableArray<CodeRange> Ranges { get; }

    /// <summary>First instruction executed.</summary>
    public CodeAddress EntryPoint => Ranges[0].Start;

    /// <summary>Line of the definition; 0 when not given.</summary>
    public int DeclarationLine => Die.ReadNumber(DwAt.DeclLine);

    /// <summary>File of the definition; null when not given.</summary>
    public SourceFile? DeclarationFile => Unit.Owner.GetDeclarationFile(Die);

    /// <summary>Visible outside its unit.</summary>
    public bool IsExternal => Die.ReadFlag(DwAt.External);

    internal ScopeTree Scopes => _scopes.Value;

    /// <summary>Whether the instruction is part of the function.</summary>
    /// <param name="address">Address of an instruction.</param>
    public bool Contains(CodeAddress address)
    {
        foreach (CodeRange range in Ranges)
        {
            if (range.Contains(address)) return true;
        }
        return false;
    }

    /// <summary>Name and entry point, for messages.</summary>
    public override string ToString() => $"{Name} at {EntryPoint}";
}
