using System.Collections.Immutable;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Symbols;

namespace RspDebug.Dwarf.Info;

public sealed partial class DebugInfo
{
    /// <summary>The functions of a unit that have code in the image, by rising address; those that the linker removed are left out.</summary>
    /// <param name="unit">A unit of this image.</param>
    public IReadOnlyList<FunctionInfo> GetFunctions(CompilationUnit unit) =>
        [.. unit.Index.FunctionOffsets.Select(offset => GetFunction(new Die(unit, offset))).OfType<FunctionInfo>().OrderBy(f => f.EntryPoint)];

    /// <summary>Every scope of a function that has code, from the function inward: blocks and inlined calls, with their variables.</summary>
    /// <param name="function">A function of this image.</param>
    /// <remarks><see cref="VariableScope.FrameDepth"/> counts from the function here: 0 is the function, 1 a call inlined into it, and so on.</remarks>
    public IReadOnlyList<VariableScope> GetAllScopes(FunctionInfo function)
    {
        ScopeNode[] nodes = function.Scopes.Nodes.ToArray();
        var depths = new int[nodes.Length];
        List<VariableScope> scopes = [];
        for (int i = 0; i < nodes.Length; i++)
        {
            ScopeNode node = nodes[i];
            depths[i] = node.Parent < 0 ? 0 : depths[node.Parent] + (node.IsFunction ? 1 : 0);
            ImmutableArray<VariableInfo> variables = Guard(() => ScopeVariables.Read(node.Die), []);
            scopes.Add(new VariableScope(node.Die, depths[i], node.IsFunction, node.Ranges, [.. variables.Where(v => !Guard(() => v.Die.HasFlag(DwAt.Declaration), true))]));
        }
        return scopes;
    }
}
