namespace RspDebug.DebugAdapter.Engine.Variables.Formatting;

/// <summary>Kinds of children.</summary>
public enum ChildKind
{
    /// <summary>Both kinds: elements, then what has a name.</summary>
    All,

    /// <summary>Members and the like.</summary>
    Named,

    /// <summary>Elements.</summary>
    Indexed,
}
