namespace RspDebug.Dwarf.Unwind;

/// <summary>The way from one frame to its caller, worked out but not yet walked.</summary>
internal sealed record FramePlan(UnwindMethod Method)
{
    public static FramePlan None { get; } = new(UnwindMethod.None);

    /// <summary>SP of the caller; null when the method failed before it was known.</summary>
    public uint? Cfa { get; init; }
    /// <summary>Registers that the function saved; all others follow the ABI.</summary>
    public IReadOnlyList<KeyValuePair<CoreRegister, Recovery>> Registers { get; init; } = [];
    public Recovery ReturnAddress { get; init; }
    public FrameConfidence Confidence { get; init; } = FrameConfidence.Certain;
    public bool IsSignalFrame { get; init; }
    /// <summary>The function changed from the main to the process stack; its own frame is on the main one.</summary>
    public bool ReturnsToMainStack { get; init; }
    public string? Note { get; init; }
    /// <summary>Set when the way is known not to exist.</summary>
    public UnwindResult? Ending { get; init; }
}
