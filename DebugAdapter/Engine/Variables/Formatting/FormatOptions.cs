using RspDebug.DebugAdapter.Engine.Expressions.Syntax;

namespace RspDebug.DebugAdapter.Engine.Variables.Formatting;

/// <summary>How long and in which form values are shown on one line.</summary>
public sealed record FormatOptions
{
    /// <summary>The defaults.</summary>
    public static FormatOptions Default { get; } = new();

    /// <summary>Form of the numbers.</summary>
    public ValueFormat Format { get; init; }

    /// <summary>Length at which the preview of a structure or array ends with <c>...</c>, in characters.</summary>
    public int MaxPreviewLength { get; init; } = 200;

    /// <summary>Elements of an array in a preview.</summary>
    public int MaxElements { get; init; } = 32;

    /// <summary>Nesting of structures and arrays in a preview; deeper ones are <c>{...}</c>.</summary>
    public int MaxDepth { get; init; } = 4;

    /// <summary>An object reached through a pointer or reference to its base class is shown whole, as gdb does with <c>set print object on</c>.</summary>
    public bool DynamicTypes { get; init; } = true;

    /// <summary>Bytes of a string; a longer one ends with <c>...</c>.</summary>
    public int MaxStringLength { get; init; } = 200;
}
