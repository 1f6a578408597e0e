namespace RspDebug.DebugAdapter.Engine.Benchmark.Judging;

/// <summary>Why a step is not a success; written in reports as <c>wrong-pc</c>, <c>interrupt-entered</c>, ...</summary>
internal enum StepCause
{
    /// <summary>The stop did not come in time.</summary>
    Timeout,

    /// <summary>PC is not the successor.</summary>
    WrongPc,

    /// <summary>A handler was entered, or ran, though nobody asked for it.</summary>
    InterruptEntered,

    /// <summary>The exception level is one that no entry or return explains.</summary>
    NestingLost,

    /// <summary>FPSCR changed in a way that execution cannot.</summary>
    FpscrClobbered,

    /// <summary>A register changed that the instruction does not write.</summary>
    RegisterClobbered,

    /// <summary>A packet had to be sent again.</summary>
    Retransmit,

    /// <summary>The session ended.</summary>
    LinkLost,

    /// <summary>PC is no boundary of an instruction, or SP not a multiple of 4.</summary>
    Alignment,

    /// <summary>An exception return led elsewhere than its frame says.</summary>
    ExceptionReturn,
}
