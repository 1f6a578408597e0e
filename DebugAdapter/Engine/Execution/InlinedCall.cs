namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>A copy of a function inlined into another one. Compared by reference: each copy is one object.</summary>
/// <param name="name">Name for messages.</param>
/// <param name="entry">First instruction.</param>
/// <param name="callPath">File of the call.</param>
/// <param name="callLine">Line of the call; 0 when not given.</param>
internal sealed class InlinedCall(string name, uint entry, string? callPath, int callLine)
{
    public string Name => name;

    public uint Entry => entry;

    /// <summary>The line that seems to call it.</summary>
    public SourceLine? Call => callPath is null || callLine == 0 ? null : new SourceLine(callPath, callLine);
}
