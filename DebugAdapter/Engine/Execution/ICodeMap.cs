namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>What stepping needs of the debug information.</summary>
internal interface ICodeMap
{
    /// <summary>What the instruction at <paramref name="pc"/> belongs to; null where no function with lines is.</summary>
    CodePlace? FindPlace(uint pc);

    /// <summary>Code of <c>longjmp</c> and its like, such as the end of a C++ unwinder, from the first instruction to one behind the last; usually none or one.</summary>
    IReadOnlyList<(uint Start, uint End)> LongJumps { get; }

    /// <summary>The function with line information that contains <paramref name="address"/>; null where there is none.</summary>
    FunctionSpan? FindFunction(uint address);
}
