namespace RspDebug.Dwarf.Line;

/// <summary>A source file as the debug information names it.</summary>
/// <param name="Path">Directory and name joined as written by the compiler; relative when all its parts are.</param>
/// <param name="Name">The name alone, as written: may itself hold directories.</param>
/// <param name="Directory">Directory the name is relative to; empty when the name is absolute.</param>
public sealed record SourceFile(string Path, string Name, string Directory)
{
    /// <summary>The path.</summary>
    public override string ToString() => Path;
}
