using System.Collections.Immutable;

namespace RspDebug.DebugAdapter.Engine.Expressions.Syntax;

/// <summary>A name as written: <c>x</c>, <c>ns::x</c>, <c>::x</c>, <c>function::local_static</c> or <c>'file.c'::x</c>.</summary>
/// <param name="Parts">The names between <c>::</c>, outermost first; never empty. A template keeps its arguments: <c>Ring&lt;int, 4&gt;</c>.</param>
/// <param name="IsGlobal">True when the name starts with <c>::</c>.</param>
/// <param name="File">The source file that must define it (gdb manual, "Program Variables"); null when none was written.</param>
public sealed record QualifiedName(ImmutableArray<string> Parts, bool IsGlobal = false, string? File = null)
{
    /// <summary>The innermost name.</summary>
    public string Last => Parts[^1];

    /// <summary>True for one bare identifier.</summary>
    public bool IsSimple => Parts.Length == 1 && !IsGlobal && File is null;

    /// <summary>The scopes before <see cref="Last"/>, joined by <c>::</c>; empty when there are none.</summary>
    public string Scope => string.Join("::", Parts.Take(Parts.Length - 1));

    /// <summary>The parts joined by <c>::</c>, without a leading <c>::</c> and without the file: the key of a symbol table.</summary>
    public string Path => string.Join("::", Parts);

    /// <summary>The name as the user would write it.</summary>
    public override string ToString() => (File is null ? IsGlobal ? "::" : "" : $"'{File}'::") + Path;

    /// <inheritdoc/>
    public bool Equals(QualifiedName? other) =>
        other is not null && IsGlobal == other.IsGlobal && File == other.File && Parts.AsSpan().SequenceEqual(other.Parts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Path, IsGlobal, File);
}
