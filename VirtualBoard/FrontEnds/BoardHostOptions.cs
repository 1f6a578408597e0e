namespace RspDebug.VirtualBoard.FrontEnds;

/// <summary>How a <see cref="BoardHost"/> runs its board.</summary>
public sealed record BoardHostOptions
{
    /// <summary>Core clock cycles a second at most; null for as fast as this machine can. The chip does 64,000,000.</summary>
    public ulong? CyclesPerSecond { get; init; }

    /// <summary>Instructions between two looks at what front ends want.</summary>
    public ulong SliceInInstructions { get; init; } = 20_000;

    /// <summary>Where time comes from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
