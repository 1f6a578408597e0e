namespace RspDebug.DebugAdapter.Engine.Benchmark.Running;

/// <summary>What to measure.</summary>
internal sealed record StepBenchOptions
{
    /// <summary>Steps of this run.</summary>
    public required long Steps { get; init; }

    /// <summary>What is stepped.</summary>
    public StepMode Mode { get; init; } = StepMode.Mix;

    /// <summary>The function to run to first; null to start where the target stands.</summary>
    public string? From { get; init; } = "main";

    /// <summary>Start value of all choices.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Which part of the whole this run is, counted from 1.</summary>
    public (int Index, int Count) Shard { get; init; } = (1, 1);

    /// <summary>A step may end in a handler.</summary>
    public bool MayEnterHandlers { get; init; }

    /// <summary>Handlers may run while a step is made.</summary>
    public bool MayRunHandlers { get; init; }

    /// <summary>How long a step may take.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Steps between two moves to another function; 0 to stay.</summary>
    public int StepsBetweenMoves { get; init; } = 250;

    /// <summary>Every so many instruction steps one is made by the server alone, for comparison; 0 for none.</summary>
    public int RawEvery { get; init; }

    /// <summary>Instruction steps between two looks at S0 to S31 where they cost packets of their own.</summary>
    public int FloatEvery { get; init; } = 16;
}
