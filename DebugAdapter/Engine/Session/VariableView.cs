using RspDebug.DebugAdapter.Engine.Variables;

namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>One row of the variables view, or the result of an expression.</summary>
/// <param name="Name">Name.</param>
/// <param name="Value">Text.</param>
/// <param name="Type">Type as C writes it, or null.</param>
/// <param name="Kind">Role.</param>
internal sealed record VariableView(string Name, string Value, string? Type, NamedValueKind Kind)
{
    /// <summary>Number to expand it by; 0 when it has no children.</summary>
    public int Reference { get; init; }

    /// <summary>Expression that reaches it, or null.</summary>
    public string? EvaluateName { get; init; }

    /// <summary>Address, when it is whole in memory.</summary>
    public uint? Address { get; init; }

    /// <summary>Children by name.</summary>
    public int NamedChildren { get; init; }

    /// <summary>Children by index.</summary>
    public int IndexedChildren { get; init; }
}
