namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>What one instruction belongs to.</summary>
/// <param name="FunctionEntry">First instruction of the function with code of its own: tells functions apart.</param>
/// <param name="Inlined">Copies of functions around the instruction, outermost first.</param>
/// <param name="Line">The line that owns it; null where the compiler gives none.</param>
/// <param name="StartsStatement">It is the first instruction of an <c>is_stmt</c> row: a place where a step may end.</param>
internal sealed record CodePlace(uint FunctionEntry, IReadOnlyList<InlinedCall> Inlined, SourceLine? Line, bool StartsStatement)
{
    /// <summary>How many of the outermost copies are the same.</summary>
    public int CommonCopies(IReadOnlyList<InlinedCall> others)
    {
        int common = 0;
        while (common < Inlined.Count && common < others.Count && ReferenceEquals(Inlined[common], others[common]))
            common++;
        return common;
    }
}
