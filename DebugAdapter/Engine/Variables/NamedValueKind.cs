namespace RspDebug.DebugAdapter.Engine.Variables;

/// <summary>What role a value plays in the list where it is shown.</summary>
public enum NamedValueKind
{
    /// <summary>A variable of the program.</summary>
    Variable,

    /// <summary>A parameter of the function.</summary>
    Argument,

    /// <summary>A member of a structure, union or class.</summary>
    Member,

    /// <summary>A static member of a class.</summary>
    StaticMember,

    /// <summary>The part of an object that belongs to a base class.</summary>
    BaseClass,

    /// <summary>An element of an array.</summary>
    Element,

    /// <summary>What a pointer points to.</summary>
    Pointee,

    /// <summary>A value with a view, as it is laid out.</summary>
    Raw,

    /// <summary>The result of an expression.</summary>
    Result,
}
