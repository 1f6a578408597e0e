namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>What stepping needs of the debug information.</summary>
internal interface ICodeMap
{
    /// <summary>The line that <paramref name="pc"/> belongs to; null where no line is known (or line 0).</summary>
    Statement? FindStatement(uint pc);

    /// <summary>The function with line information that contains <paramref name="address"/>; null where there is none.</summary>
    FunctionSpan? FindFunction(uint address);
}
