namespace RspDebug.DebugAdapter.Engine.Variables.Formatting;

/// <summary>Number of children: members and the like by name, elements by index. Elements come first; a list has its <c>[raw]</c> as the one name behind them.</summary>
/// <param name="Named">Members, base classes, what a pointer points to.</param>
/// <param name="Indexed">Elements of an array.</param>
public readonly record struct ChildCount(int Named, int Indexed)
{
    /// <summary>True when there is something to expand.</summary>
    public bool Any => Named > 0 || Indexed > 0;
}
