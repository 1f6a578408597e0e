namespace RspDebug.DebugAdapter.Launch;

/// <content>How the target is controlled.</content>
public sealed partial record LaunchConfiguration
{
    /// <summary>Interrupts during a step: masked for the step, run to their end, or entered.</summary>
    [LaunchKey(LaunchTopic.Execution, Ours = true)]
    public StepInterrupts StepInterrupts { get; init; } = StepInterrupts.Mask;

    /// <summary>A change of FPSCR that the stepped instruction cannot have made is undone, only reported, or left alone.</summary>
    [LaunchKey(LaunchTopic.Execution, Ours = true)]
    public FpscrPolicy Fpscr { get; init; } = FpscrPolicy.Restore;

    /// <summary>Whether all breakpoints have to be hardware ones, and how many the chip may use for them.</summary>
    [LaunchKey(LaunchTopic.Execution)]
    public HardwareBreakpoints HardwareBreakpoints { get; init; } = new();

    /// <summary>Semihosting: files and console of the firmware on this computer.</summary>
    [LaunchKey(LaunchTopic.Execution, Ours = true)]
    public Semihosting Semihosting { get; init; } = new();

    /// <summary>The operating system on the target, for its threads; <c>auto</c> looks for one.</summary>
    [LaunchKey(LaunchTopic.Execution)]
    public string? Rtos { get; init; }
}
