using System.Collections.Immutable;

namespace RspDebug.DebugAdapter.Engine.Expressions.Syntax;

/// <summary>A type name as written in a cast or <c>sizeof</c> (C11, 6.7.7). Qualifiers are dropped: a debugger converts through them.</summary>
/// <param name="Column">Where it starts, from 1.</param>
public abstract record TypeSyntax(int Column)
{
    /// <summary>A built-in type in its shortest usual spelling: <c>unsigned int</c>, <c>long long</c>, <c>char</c>.</summary>
    /// <param name="Column">Where it starts, from 1.</param>
    /// <param name="Name">The normalised spelling.</param>
    public sealed record BuiltIn(int Column, string Name) : TypeSyntax(Column);

    /// <summary>A named type: typedef, struct, union, class or enum.</summary>
    /// <param name="Column">Where it starts, from 1.</param>
    /// <param name="Name">The name without its tag.</param>
    /// <param name="Tag"><c>struct</c>, <c>union</c>, <c>class</c>, <c>enum</c> or null when no tag was written.</param>
    public sealed record Named(int Column, QualifiedName Name, string? Tag) : TypeSyntax(Column);

    /// <summary>A pointer.</summary>
    /// <param name="Column">Where it starts, from 1.</param>
    /// <param name="Target">What it points to.</param>
    public sealed record Pointer(int Column, TypeSyntax Target) : TypeSyntax(Column);

    /// <summary>A C++ reference.</summary>
    /// <param name="Column">Where it starts, from 1.</param>
    /// <param name="Target">What it refers to.</param>
    /// <param name="IsRvalue">True for <c>&amp;&amp;</c>.</param>
    public sealed record Reference(int Column, TypeSyntax Target, bool IsRvalue) : TypeSyntax(Column);

    /// <summary>An array.</summary>
    /// <param name="Column">Where it starts, from 1.</param>
    /// <param name="Element">Its element type.</param>
    /// <param name="Count">Number of elements; null for <c>[]</c>.</param>
    public sealed record Array(int Column, TypeSyntax Element, int? Count) : TypeSyntax(Column);

    /// <summary>A function, only ever behind a pointer: <c>int (*)(char)</c>.</summary>
    /// <param name="Column">Where it starts, from 1.</param>
    /// <param name="Return">Its return type.</param>
    /// <param name="Parameters">Parameter types in order.</param>
    public sealed record Function(int Column, TypeSyntax Return, ImmutableArray<TypeSyntax> Parameters) : TypeSyntax(Column);
}
