using RspDebug.Dwarf.Symbols;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.DebugAdapter.Engine.Stack;

/// <summary>One row of the call stack: a function that is really on the stack, or a copy that was inlined into it.</summary>
/// <param name="Id">Number for the UI.</param>
/// <param name="Physical">The frame on the stack; shared by the inlined rows above it.</param>
/// <param name="Source">Level of the inline chain, or null without debug information.</param>
/// <param name="Name">Function, symbol or address.</param>
/// <param name="Path">Source file on this machine, or null.</param>
/// <param name="Line">Line, or 0.</param>
/// <param name="Column">Column, or 0.</param>
internal sealed record StackFrame(int Id, UnwindFrame Physical, SourceFrame? Source, string Name, string? Path, int Line, int Column)
{
    /// <summary>Address to show: the next instruction of the frame.</summary>
    public uint Pc => (uint)Physical.Pc.Value;

    /// <summary>How an exception came in between this row and the one above it; null when it did not.</summary>
    public string? Interruption => Source is null or { Depth: 0 } ? Physical.Exception?.Name : null;
}
