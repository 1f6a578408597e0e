using RspDebug.DebugAdapter.Engine.Commands;
using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Engine.FloatingPoint;

namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>What the user chose for a session, as far as the engine needs it.</summary>
internal sealed record SessionOptions
{
    /// <summary>What to do about FPSCR across single-steps.</summary>
    public FpscrMode Fpscr { get; init; } = FpscrMode.Restore;

    /// <summary>What a step does about interrupts, where the server lets them in.</summary>
    public InterruptPolicy Interrupts { get; init; } = InterruptPolicy.Mask;

    /// <summary>How much of the image is compared with the target before its bytes are trusted.</summary>
    public ImageCheck ImageCheck { get; init; } = ImageCheck.Sample;

    /// <summary>What resets the target and leaves it halted, with the user's commands around it; empty when nothing is known to.</summary>
    public IReadOnlyList<LaunchCommand> ResetAndHalt { get; init; } = [];

    /// <summary>What is done before the session leaves the target, in place of nothing.</summary>
    public IReadOnlyList<LaunchCommand> BeforeEnd { get; init; } = [];

    /// <summary>The target is a core dump: it can only be looked at.</summary>
    public bool IsCoreDump { get; init; }

    /// <summary>The program is only run: commands of the launch configuration set no breakpoints.</summary>
    public bool RunsOnly { get; init; }

    /// <summary>Most comparators that breakpoints may take; null for as many as the core has.</summary>
    public int? ComparatorLimit { get; init; }

    /// <summary>Breakpoints in RAM take comparators too, as far as those match there.</summary>
    public bool NeedsHardwareBreakpoints { get; init; }

    /// <summary>Source folders: what the debug information says, and where it is on this machine.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> SourceMap { get; init; } = [];
}
