using RspDebug.DebugAdapter.Engine.Disassembly;

namespace RspDebug.DebugAdapter.Engine.FloatingPoint;

/// <summary>What was seen around one single-step; the input of <see cref="FpscrRules"/>.</summary>
internal readonly record struct StepObservation
{
    /// <summary>The instruction that was stepped.</summary>
    public required ThumbFlow Instruction { get; init; }

    /// <summary>True when ITSTATE made the instruction conditional.</summary>
    public bool IsConditional { get; init; }

    /// <summary>PC after the step.</summary>
    public required uint PcAfter { get; init; }

    /// <summary>xPSR before and after; bits 8:0 are IPSR.</summary>
    public required uint XpsrBefore { get; init; }

    /// <inheritdoc cref="XpsrBefore"/>
    public required uint XpsrAfter { get; init; }

    /// <summary>FPSCR before and after.</summary>
    public required uint FpscrBefore { get; init; }

    /// <inheritdoc cref="FpscrBefore"/>
    public required uint FpscrAfter { get; init; }

    /// <summary>Value of the store's base register before the step, if the instruction stores.</summary>
    public uint StoreBase { get; init; }

    /// <summary>True when the server masked interrupts for the step.</summary>
    public required bool InterruptsMasked { get; init; }

    /// <summary>FP context registers, where they could be read.</summary>
    public FpContext? ContextBefore { get; init; }

    /// <inheritdoc cref="ContextBefore"/>
    public FpContext? ContextAfter { get; init; }
}
