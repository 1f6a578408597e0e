namespace RspDebug.DebugAdapter.Engine.Benchmark.Prediction;

/// <summary>Where one step leads, computed from the state before it alone.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Effects">The instruction at PC.</param>
/// <param name="Pc">PC afterwards; with an SVC the return address.</param>
internal sealed record StepPrediction(PredictionKind Kind, InstructionEffects Effects, uint Pc)
{
    /// <summary>True when the condition of an IT block fails: nothing but PC and IT state changes.</summary>
    public bool IsSkipped { get; init; }

    /// <summary>IT state afterwards.</summary>
    public uint It { get; init; }

    /// <summary>Exception number afterwards, unless an exception is entered.</summary>
    public uint Ipsr { get; init; }

    /// <summary>The frame that an exception return takes its registers from.</summary>
    public ExceptionFrame? Frame { get; init; }

    /// <summary>EXC_RETURN of an exception return.</summary>
    public uint ExcReturn { get; init; }

    /// <summary>PC as it may be too: a debugger skips BKPT, or does not.</summary>
    public uint? OtherPc { get; init; }
}
