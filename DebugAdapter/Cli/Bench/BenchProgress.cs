using System.Diagnostics;
using System.Globalization;
using RspDebug.DebugAdapter.Engine.Benchmark.Results;

namespace RspDebug.DebugAdapter.Cli.Bench;

/// <summary>A line of progress on the standard error output: redrawn on a terminal, one now and then elsewhere.</summary>
internal sealed class BenchProgress(long steps)
{
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(15);
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly bool _redraws = !Console.IsErrorRedirected;
    private long _shown = Stopwatch.GetTimestamp();

    /// <summary>Shows how far it is, when it was not shown for a while.</summary>
    public void Show(StepTally tally)
    {
        if (Stopwatch.GetElapsedTime(_shown) < (_redraws ? OnTerminal : Elsewhere)) return;
        _shown = Stopwatch.GetTimestamp();
        double seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds;
        const int Width = 30;
        int done = (int)Math.Min(Width, Width * tally.Steps / Math.Max(1, steps));
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"[{new string('#', done)}{new string('.', Width - done)}] {tally.Steps:N0} of {steps:N0} steps, {tally.Steps - tally.Succeeded:N0} failed, {tally.Steps / seconds:0}/s");
        if (_redraws) Console.Error.Write($"\r{line} ");
        else Console.Error.WriteLine(line);
    }

    /// <summary>Ends the line.</summary>
    public void End()
    {
        if (_redraws) Console.Error.WriteLine();
    }
}
