namespace RspDebug.DebugAdapter.Engine.Breakpoints;

/// <summary>The access that a data breakpoint stops at.</summary>
internal enum DataAccess
{
    /// <summary>Writes (<c>Z2</c>).</summary>
    Write,

    /// <summary>Reads (<c>Z3</c>).</summary>
    Read,

    /// <summary>Both (<c>Z4</c>).</summary>
    ReadWrite,
}
