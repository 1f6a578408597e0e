namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>What a step does with a call.</summary>
internal enum StepKind
{
    /// <summary>Runs it to its end.</summary>
    Over,

    /// <summary>Enters it when it has source.</summary>
    Into,
}
