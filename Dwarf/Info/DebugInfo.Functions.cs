using System.Text;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Indices;
using RspDebug.Dwarf.Symbols;
using RspDebug.Dwarf.Symbols.Demangling;

namespace RspDebug.Dwarf.Info;

public sealed partial class DebugInfo
{
    private readonly Dictionary<CompilationUnit, UnitNames> _unitNames = [];

    /// <summary>The functions with code that a name means.</summary>
    /// <param name="name">
    /// C name, linked (mangled) name, or any end of a qualified name: <c>sum</c>, <c>Ring::sum</c>, <c>app::Ring&lt;int, 16&gt;::sum</c>. Without
    /// template arguments all instances match; a leading <c>::</c> asks for the whole name. A parameter list, <c>set(int) const</c>, chooses
    /// among overloads; one that no function has chooses nothing.
    /// </param>
    /// <returns>By rising address; empty when no function with debug information has the name.</returns>
    public IReadOnlyList<FunctionInfo> FindFunctions(string name)
    {
        if (string.IsNullOrWhiteSpace(name)) return [];
        NamePattern pattern = new(name);
        NameFilter filter = Indices.FilterFor(pattern);
        Dictionary<Die, FunctionInfo> found = FindOuterFunctions(name, pattern, filter);
        if (found.Count == 0) FindByNames(pattern, filter, IndexedNames.None, found);
        IEnumerable<FunctionInfo> functions = found.Values;
        if (ParameterPattern.Of(name, this) is { } parameters && functions.Where(f => parameters.Matches(f.Die)).ToList() is { Count: > 0 } chosen) functions = chosen;
        return [.. functions.OrderBy(f => f.EntryPoint)];
    }

    private Dictionary<Die, FunctionInfo> FindOuterFunctions(string name, NamePattern pattern, NameFilter filter)
    {
        Dictionary<Die, FunctionInfo> found = [];
        FindBySymbols(name, pattern, found);
        // Every function with code has a symbol unless the image is stripped or the name is not written out in it (operators).
        if (found.Count == 0) FindByNames(pattern, filter, IndexedNames.Functions, found);
        return found;
    }

    internal UnitNames GetNames(CompilationUnit unit)
    {
        lock (_indexGate)
        {
            if (!_unitNames.TryGetValue(unit, out UnitNames? names)) _unitNames.Add(unit, names = UnitNames.Build(unit));
            return names;
        }
    }

    /// <summary>Mangled names hold each identifier with its length before it (Itanium C++ ABI, 5.1.3; Rust mangles the same way).</summary>
    private void FindBySymbols(string name, NamePattern pattern, Dictionary<Die, FunctionInfo> found)
    {
        byte[] linked = Encoding.UTF8.GetBytes(name.Trim());
        byte[] identifier = Encoding.UTF8.GetBytes(pattern.LastName);
        byte[] mangled = [.. Encoding.UTF8.GetBytes(identifier.Length.ToString()), .. identifier];
        foreach (ElfSymbol symbol in Guard<IReadOnlyList<ElfSymbol>>(() => Image.Symbols.FindFunctions(linked, identifier, mangled), []))
        {
            if (FindFunction(symbol.CodeAddress) is not { } function || function.EntryPoint != symbol.CodeAddress) continue;
            // Of functions with equal code one has debug information; the others are symbols at its address.
            if (symbol.Name == name.Trim() || pattern.Matches(function.Name) || pattern.Matches(Demangler.DemangleName(symbol.Name))) found.TryAdd(function.Die, function);
        }
    }

    private void FindByNames(NamePattern pattern, NameFilter filter, IndexedNames kind, Dictionary<Die, FunctionInfo> found)
    {
        foreach (Die die in Units.SelectMany(unit => FindNamed(unit, pattern, filter, kind)))
        {
            if (!IsMatchingFunction(die, pattern, isLocal: kind == IndexedNames.None)) continue;
            if (GetFunction(die) is { } function) found.TryAdd(die, function);
        }
    }
}
