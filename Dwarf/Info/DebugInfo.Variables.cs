using System.Collections.Immutable;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Indices;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;

namespace RspDebug.Dwarf.Info;

public sealed partial class DebugInfo
{
    /// <summary>The scopes around an instruction, innermost first, through all levels of its inline chain.</summary>
    /// <param name="pc">For call frames, the return address less one.</param>
    /// <returns>Empty when no function with debug information covers the address.</returns>
    public IReadOnlyList<VariableScope> GetScopes(CodeAddress pc)
    {
        if (FindFunction(pc) is not { } function) return [];
        ScopeTree tree = function.Scopes;
        List<int> path = tree.FindPath(pc);
        List<VariableScope> scopes = [];
        int depth = 0;
        for (int i = path.Count - 1; i >= 0; i--)
        {
            ScopeNode node = tree.Nodes[path[i]];
            ImmutableArray<VariableInfo> variables = Guard(() => ScopeVariables.Read(node.Die), []);
            scopes.Add(new VariableScope(node.Die, depth, node.IsFunction, node.Ranges, variables));
            if (node.IsFunction) depth++;
        }
        return scopes;
    }

    /// <summary>The parameters and variables of one level of the inline chain at an instruction, innermost scope first.</summary>
    /// <param name="pc">For call frames, the return address less one.</param>
    /// <param name="frameDepth">Level, as in <see cref="SourceFrame.Depth"/>; 0 is the innermost.</param>
    /// <param name="isCall">The frame waits for a call at <paramref name="pc"/> to return: what the call destroys is gone.</param>
    public IReadOnlyList<LocalVariable> GetLocals(CodeAddress pc, int frameDepth = 0, bool isCall = false)
    {
        List<LocalVariable> locals = [];
        HashSet<string> names = [];
        int line = LineOfFrame(pc, frameDepth), scopeDepth = 0;
        foreach (VariableScope scope in GetScopes(pc))
        {
            if (scope.FrameDepth != frameDepth) continue;
            List<VariableInfo> own = [.. scope.Variables.Where(v => !Guard(() => v.Die.HasFlag(DwAt.Declaration), true))];
            foreach (VariableInfo variable in own)
            {
                bool isLater = !variable.IsParameter && line != 0 && variable.DeclarationLine > line;
                locals.Add(new LocalVariable(variable, variable.GetLocation(pc, isCall), scopeDepth, names.Contains(variable.Name), isLater));
            }
            names.UnionWith(own.Select(v => v.Name));
            if (own.Count > 0) scopeDepth++;
        }
        return locals;
    }

    /// <summary>The variable that a DIE describes, such as the nameless one that holds the bound of an array.</summary>
    /// <param name="die">A variable or parameter.</param>
    public VariableInfo GetVariable(Die die) => new(die, Guard(() => die.GetString(DwAt.Name), null) ?? "");

    /// <summary>The variables with static storage that a unit defines outside functions, by order of definition.</summary>
    /// <param name="unit">A unit of this image.</param>
    /// <remarks>Those that the linker removed are left out. What <c>dwz</c> moved to partial units counts for the units that import these.</remarks>
    public IReadOnlyList<VariableInfo> GetGlobals(CompilationUnit unit)
    {
        List<VariableInfo> found = [];
        if (unit.IsPartial) return found;
        foreach (CompilationUnit part in PartsOf(unit))
        {
            foreach (int offset in GetNames(part).Variables)
            {
                if (ReadGlobal(new Die(part, offset)) is { } variable) found.Add(variable);
            }
        }
        return found;
    }

    /// <summary>The variable with static storage that a name means.</summary>
    /// <param name="name">C name, or any end of a qualified name.</param>
    /// <param name="preferred">Unit whose variables win, usually that of the pc: statics of other units may have the same name.</param>
    /// <returns>Null when no unit defines such a variable, or the linker removed it.</returns>
    public VariableInfo? FindVariable(string name, CompilationUnit? preferred = null)
    {
        if (string.IsNullOrWhiteSpace(name)) return null;
        NamePattern pattern = new(name);
        if (FindOwn(PartsOf(preferred), pattern) is { } own) return own;
        NameFilter filter = Indices.FilterFor(pattern);
        // A constant without an address (None: no index has to list it) comes after what is in memory.
        foreach (IndexedNames kind in (ReadOnlySpan<IndexedNames>)[IndexedNames.Variables, IndexedNames.None])
        {
            VariableInfo? local = null;
            foreach (VariableInfo variable in NamedUnits.Where(unit => unit != preferred).SelectMany(unit => FindVariablesIn(unit, pattern, filter, kind)))
            {
                if (kind == IndexedNames.Variables && variable.GetStaticLocation() is VariableLocation.Constant) continue;
                // In other units an external variable is what C would link to; a static one is second best.
                if (variable.IsExternal) return variable;
                local ??= variable;
            }
            if (local is not null) return local;
        }
        return null;
    }

    // The definition of a static member, which has an address, before its declaration with a value.
    private VariableInfo? FindOwn(IEnumerable<CompilationUnit> units, NamePattern pattern)
    {
        List<VariableInfo> found = [.. units.SelectMany(unit => FindVariablesIn(unit, pattern, NameFilter.None, IndexedNames.None))];
        return found.Find(variable => !GetNames(variable.Unit).Constants.Contains(variable.Die.Offset)) ?? found.FirstOrDefault();
    }

    private IEnumerable<VariableInfo> FindVariablesIn(CompilationUnit unit, NamePattern pattern, NameFilter filter, IndexedNames kind)
    {
        foreach (Die die in FindNamed(unit, pattern, filter, kind))
        {
            UnitNames names = GetNames(unit);
            if ((names.Variables.Contains(die.Offset) || names.Constants.Contains(die.Offset)) && pattern.Matches(GetQualifiedName(die)) && ReadGlobal(die) is { } variable) yield return variable;
        }
    }

    private VariableInfo? ReadGlobal(Die die)
    {
        if (Guard(() => die.GetString(DwAt.Name), null) is not { } name) return null;
        VariableInfo variable = new(die, name);
        return variable.GetStaticLocation() is VariableLocation.OptimizedOut ? null : variable;
    }

    private int LineOfFrame(CodeAddress pc, int frameDepth)
    {
        IReadOnlyList<SourceFrame> frames = GetFrames(pc);
        return frameDepth < frames.Count ? frames[frameDepth].Location?.Line ?? 0 : 0;
    }
}
