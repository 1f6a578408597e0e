namespace RspDebug.Dwarf.Symbols;

/// <summary>A variable as seen from one pc.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Location">Where its value is at that pc.</param>
/// <param name="ScopeDepth">0 for the innermost scope that has variables visible, rising outward.</param>
/// <param name="IsShadowed">A scope further inside has a variable of the same name.</param>
/// <param name="IsDeclaredLater">The pc is at a line before the declaration: the value may not be set yet.</param>
public sealed record LocalVariable(VariableInfo Variable, VariableLocation Location, int ScopeDepth, bool IsShadowed, bool IsDeclaredLater)
{
    /// <summary>Name as in the source.</summary>
    public string Name => Variable.Name;
}
