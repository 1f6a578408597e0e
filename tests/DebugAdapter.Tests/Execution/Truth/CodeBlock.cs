namespace RspDebug.DebugAdapter.Tests.Execution.Truth;

/// <summary>A function, or a copy of one inlined into another, as llvm-dwarfdump lists it.</summary>
/// <param name="Name">Name of the function; empty when the dump shows none.</param>
/// <param name="Ranges">Its code, the entry's range first.</param>
/// <param name="Entry">Where it begins.</param>
/// <param name="CallFile">File name of the call, for a copy.</param>
/// <param name="CallLine">Line of the call, for a copy.</param>
/// <param name="IsAssembly">No compiler made it: no prologue.</param>
internal sealed record CodeBlock(string Name, IReadOnlyList<(uint Start, uint End)> Ranges, uint Entry, string CallFile, int CallLine, bool IsAssembly)
{
    /// <summary>Copies inlined into it.</summary>
    public List<CodeBlock> Inlined { get; } = [];

    public bool Contains(uint address) => Ranges.Any(r => address >= r.Start && address < r.End);
}
