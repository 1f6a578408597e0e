using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Line;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Types;

namespace RspDebug.Dwarf.Symbols;

/// <summary>A variable or parameter.</summary>
public sealed class VariableInfo
{
    private readonly Lazy<TypeInfo> _type;

    internal VariableInfo(Die die, string name)
    {
        Die = die;
        Name = name;
        _type = new Lazy<TypeInfo>(() => die.Unit.Owner.GetTypeOf(die));
    }

    /// <summary>The DIE that has the location; of an inlined call, the copy.</summary>
    public Die Die { get; }

    /// <summary>Unit whose encoding its expressions have.</summary>
    public CompilationUnit Unit => Die.Unit;

    /// <summary>Name as in the source, without scopes.</summary>
    public string Name { get; }

    /// <summary>Name with namespaces and classes before it.</summary>
    public string QualifiedName => Unit.Owner.GetQualifiedName(Die);

    /// <summary>Type of the variable.</summary>
    public TypeInfo Type => _type.Value;

    /// <summary>A parameter of the function.</summary>
    public bool IsParameter { get; internal init; }

    /// <summary>Made by the compiler, such as <c>this</c>.</summary>
    public bool IsArtificial => Die.ReadFlag(DwAt.Artificial);

    /// <summary>Visible outside its unit.</summary>
    public bool IsExternal => Die.ReadFlag(DwAt.External);

    /// <summary>Line of the declaration; 0 when not given.</summary>
    public int DeclarationLine => Die.ReadNumber(DwAt.DeclLine);

    /// <summary>File of the declaration; null when not given.</summary>
    public SourceFile? DeclarationFile => Unit.Owner.GetDeclarationFile(Die);

    /// <summary>Where the value is while the pc is at an address.</summary>
    /// <param name="pc">For call frames, the return address less one.</param>
    /// <param name="isCall">The frame waits for a call at <paramref name="pc"/> to return: what the call destroys is gone.</param>
    public VariableLocation GetLocation(CodeAddress pc, bool isCall = false) =>
        Unit.Owner.Guard(() => VariableLocator.Locate(Die, pc.Value + (isCall ? 1UL : 0)), VariableLocator.OptimizedOut);

    /// <summary>Where a variable with static storage is, whatever the pc.</summary>
    public VariableLocation GetStaticLocation() => GetLocation(default);

    /// <summary>How much of a scope's code the variable has a location in.</summary>
    /// <param name="scope">Code of the scope.</param>
    /// <returns>Bytes of code; all of them for a location that holds everywhere, 0 for a variable that is optimised out or cannot be read.</returns>
    public ulong CountCoveredBytes(IReadOnlyList<CodeRange> scope) => Unit.Owner.Guard(() => VariableLocator.CountCovered(Die, scope), 0UL);

    /// <summary>Type and name.</summary>
    public override string ToString() => Type.Declare(Name);
}
