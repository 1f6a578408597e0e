namespace RspDebug.DebugAdapter.Engine.Variables;

/// <summary>Families of source languages that differ in how values are written.</summary>
public enum SourceLanguage
{
    /// <summary>C, assembler, and what is not known.</summary>
    C,

    /// <summary>C++.</summary>
    Cpp,

    /// <summary>Rust.</summary>
    Rust,

    /// <summary>Go, compiled by TinyGo.</summary>
    Go,
}
