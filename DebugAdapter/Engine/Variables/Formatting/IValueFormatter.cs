using System.Collections.Immutable;

namespace RspDebug.DebugAdapter.Engine.Variables.Formatting;

/// <summary>Shows values the way one source language writes them.</summary>
public interface IValueFormatter
{
    /// <summary>The value on one line, bounded by the options.</summary>
    string Format(TypedValue value, FormatOptions options);

    /// <summary>How many children the value has.</summary>
    ChildCount CountChildren(TypedValue value);

    /// <summary>Some of the children, in order.</summary>
    /// <param name="parent">The value and the expression that reaches it.</param>
    /// <param name="start">Index of the first wanted child.</param>
    /// <param name="count">How many; fewer come back at the end.</param>
    /// <remarks>An array page or a structure is asked from memory in one piece.</remarks>
    ImmutableArray<NamedValue> GetChildren(NamedValue parent, int start, int count);
}
