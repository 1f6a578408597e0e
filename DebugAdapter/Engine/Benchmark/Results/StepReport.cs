namespace RspDebug.DebugAdapter.Engine.Benchmark.Results;

/// <summary>The result of <c>bench step</c> as it is written: docs/json.md.</summary>
internal sealed record StepReport
{
    /// <summary>Version of this form.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>What was measured.</summary>
    public string Kind { get; init; } = "bench-step";

    /// <summary>Kind of server, with what it was told about interrupts.</summary>
    public required string Server { get; init; }

    /// <summary>What was stepped.</summary>
    public required string Target { get; init; }

    /// <summary>File name of the image.</summary>
    public required string Elf { get; init; }

    /// <summary>What is stepped: <c>instruction</c>, <c>over</c>, <c>line</c>, <c>into</c>, <c>out</c> or <c>mix</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>Launch key <c>stepInterrupts</c>.</summary>
    public required string StepInterrupts { get; init; }

    /// <summary>Start value of all choices.</summary>
    public int Seed { get; init; }

    /// <summary>Which part of how many.</summary>
    public required string Shard { get; init; }

    /// <summary>Steps made.</summary>
    public long Steps { get; init; }

    /// <summary>Steps that met every condition.</summary>
    public long Succeeded { get; init; }

    /// <summary>Share of the successes, 0 to 1.</summary>
    public double SuccessRate { get; init; }

    /// <summary>Where the true rate lies with 95 % confidence.</summary>
    public required double[] Wilson95 { get; init; }

    /// <summary>Failures by cause; every cause is there.</summary>
    public required SortedDictionary<string, long> Causes { get; init; }

    /// <summary>Steps that could be judged in part only, because the server gives too few registers.</summary>
    public long Unpredicted { get; init; }

    /// <summary>From the order to the stop that the user sees.</summary>
    public required LatencyReport LatencyUs { get; init; }

    /// <summary>Mean number of packets to the server.</summary>
    public double PacketsPerStep { get; init; }

    /// <summary>Mean number of bytes, both directions.</summary>
    public double BytesPerStep { get; init; }

    /// <summary>The same by kind of step.</summary>
    public required SortedDictionary<string, KindReport> Kinds { get; init; }

    /// <summary>What the engine adds to the server's own step.</summary>
    public OverheadReport? Overhead { get; init; }

    /// <summary>What the steps met.</summary>
    public required MetReport Met { get; init; }

    /// <summary>The first failures.</summary>
    public required List<FailureReport> Failures { get; init; }

    /// <summary>The whole run, judging included.</summary>
    public double ElapsedSeconds { get; init; }

    /// <summary>What the field has published before.</summary>
    public Baseline Published { get; init; } = new();

    /// <summary>A percentage to compare with.</summary>
    public sealed record Baseline
    {
        /// <summary>Success rate.</summary>
        public double SuccessRate { get; init; } = 0.926;

        /// <summary>What was measured.</summary>
        public string Source { get; init; } = "nRF52840 under OpenOCD 0.12";
    }
}
