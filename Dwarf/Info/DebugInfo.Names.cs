using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Line;
using RspDebug.Dwarf.Symbols.Demangling;

namespace RspDebug.Dwarf.Info;

public sealed partial class DebugInfo
{
    private const int MostNamesKept = 65536;
    private const long MostNameCharactersKept = 4 << 20;
    private const int DeepestNesting = 64;

    private readonly RecentCache<Die, string> _qualifiedNames = new(MostNameCharactersKept, name => name.Length + 1);

    /// <summary>The name with the namespaces and types around it: <c>app::Ring&lt;int, 16&gt;::sum</c>.</summary>
    /// <param name="die">A function, variable or type.</param>
    /// <returns>A name in parentheses for what has none, such as <c>(anonymous namespace)</c>.</returns>
    public string GetQualifiedName(Die die) => GetQualifiedName(die, 0);

    /// <summary>The file of <c>DW_AT_decl_file</c>, here or on the origins; null when not given.</summary>
    /// <param name="die">Any DIE.</param>
    public SourceFile? GetDeclarationFile(Die die) => Guard(() => FindFile(die, DwAt.DeclFile), null);

    internal SourceFile? FindFile(Die die, DwAt attribute)
    {
        // The number counts in the table of the unit in which it is written.
        Die at = die;
        for (int i = 0; i < DeepestNesting; i++)
        {
            if (at.TryGet(attribute, out AttributeValue value)) return GetLineHeader(at.Unit)?.FindFile(value.AsInt32());
            if (!at.TryGetOrigin(out at)) break;
        }
        return null;
    }

    private string GetQualifiedName(Die die, int depth) => _qualifiedNames.GetOrAdd(die, (Info: this, Depth: depth), static (d, s) => s.Info.Guard(() => s.Info.BuildQualifiedName(d, s.Depth), "(damaged)"));

    private string BuildQualifiedName(Die die, int depth)
    {
        // The declaration stands where the name belongs; definitions and inlined copies refer back to it.
        Die named = die;
        for (int i = 0; i < DeepestNesting && named.TryGetOrigin(out Die origin); i++) named = origin;
        Die spelt = named;
        bool hasName = named.TryGet(DwAt.Name, out AttributeValue value);
        // LLVM leaves the name of a type to its type unit (DWARF 5, 5.7.1).
        if (!hasName && named.TryGetReference(DwAt.Signature, out Die described)) hasName = (spelt = described).TryGet(DwAt.Name, out value);
        if (hasName && value.IsLostString && SymbolOf(die) is { } symbol) return symbol;
        string name = hasName ? TemplateArguments.Complete(spelt, value.AsString()) : NameOfNameless(named.Tag);
        int container = depth < DeepestNesting ? named.Unit.Index.FindContainer(named.Offset) : -1;
        if (container < 0) return name;
        Die parent = new(named.Unit, container);
        // What is local to a function keeps its plain name.
        if (parent.Tag == DwTag.Subprogram) return name;
        // GCC and LLVM give the class of a lambda no name.
        return name == "operator()" && !parent.TryGetInherited(DwAt.Name, out _) ? "(lambda)::operator()" : $"{GetQualifiedName(parent, depth + 1)}::{name}";
    }

    // The name is in a supplementary file that cannot be had; the linker knows the function, too.
    private string? SymbolOf(Die die) =>
        die.TryGet(DwAt.LowPc, out AttributeValue start) && start.IsAddress && Image.Symbols.TryFindFunction(Image.ToCodeAddress(start.AsAddress()), out ElfSymbol symbol) ? Demangler.DemangleName(symbol.Name) : null;

    private static string NameOfNameless(DwTag tag) => tag switch
    {
        DwTag.Namespace => "(anonymous namespace)",
        DwTag.StructureType => "(anonymous struct)",
        DwTag.ClassType => "(anonymous class)",
        DwTag.UnionType => "(anonymous union)",
        DwTag.EnumerationType => "(anonymous enum)",
        DwTag.Subprogram or DwTag.InlinedSubroutine => "(anonymous function)",
        _ => "(anonymous)",
    };
}
