namespace RspDebug.Dwarf.Symbols;

/// <summary>Why a source line gives no address.</summary>
public enum BreakpointMiss
{
    /// <summary>There are addresses.</summary>
    None,

    /// <summary>The image has no debug information at all.</summary>
    NoDebugInfo,

    /// <summary>No unit names such a file.</summary>
    UnknownFile,

    /// <summary>The file has no code at or after the line.</summary>
    NoCode,

    /// <summary>The line's code was compiled but removed by the linker (<c>--gc-sections</c>).</summary>
    RemovedByLinker,
}
