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

    /// <summary>Server commands that reset the target and leave it halted, as the user configured them; empty when none are known.</summary>
    public IReadOnlyList<string> ResetAndHalt { get; init; } = [];

    /// <summary>The target is a core dump: it can only be looked at.</summary>
    public bool IsCoreDump { get; init; }

    /// <summary>Most comparators that breakpoints may take; null for as many as the core has.</summary>
    public int? ComparatorLimit { get; init; }

    /// <summary>Breakpoints in RAM take comparators too, as far as those match there.</summary>
    public bool NeedsHardwareBreakpoints { get; init; }

    /// <summary>Source folders: what the debug information says, and where it is on this machine.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> SourceMap { get; init; } = [];
}
