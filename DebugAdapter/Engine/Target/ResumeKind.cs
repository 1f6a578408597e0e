namespace RspDebug.DebugAdapter.Engine.Target;

/// <summary>How to resume.</summary>
internal enum ResumeKind
{
    /// <summary>Until something stops it.</summary>
    Continue,

    /// <summary>One instruction.</summary>
    Step,

    /// <summary>While PC is in <see cref="TargetState.SteppingRange"/>.</summary>
    StepRange,
}
