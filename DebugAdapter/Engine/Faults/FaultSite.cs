namespace RspDebug.DebugAdapter.Engine.Faults;

/// <summary>What is known of the place where a fault happened.</summary>
/// <param name="Handler">Exception number of the handler that runs; null when the core is not in one.</param>
internal sealed record FaultSite(int? Handler)
{
    /// <summary>PC that the processor stacked; null when the frame cannot be read.</summary>
    public uint? Pc { get; init; }

    /// <summary>Stacked R0-R3, R12, LR, PC, xPSR by name; a register that is not known is absent.</summary>
    public IReadOnlyList<KeyValuePair<string, uint>> Registers { get; init; } = [];

    /// <summary>Address of the stacked frame.</summary>
    public uint? FrameBase { get; init; }

    /// <summary>Instruction at <see cref="Pc"/>, or null.</summary>
    public string? Instruction { get; init; }

    /// <summary><c>function at file:line</c>, or null.</summary>
    public string? Place { get; init; }
}
