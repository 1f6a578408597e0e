using System.CommandLine;
using System.Globalization;
using RspDebug.DebugAdapter.Engine.Benchmark.Judging;
using RspDebug.DebugAdapter.Engine.Benchmark.Results;
using RspDebug.DebugAdapter.Engine.Benchmark.Running;
using RspDebug.DebugAdapter.Engine.Benchmark.Virtual;

namespace RspDebug.DebugAdapter.Cli.Bench;

/// <summary>The options of <c>bench step</c> besides target and reports.</summary>
internal sealed class BenchStepOptions
{
    private const int DefaultSteps = 10_000;
    private static readonly Dictionary<string, FpscrMistake> FpscrMistakes = new(StringComparer.Ordinal)
    {
        ["fpscr-at-stop"] = FpscrMistake.AtStop, ["fpscr-while-halted"] = FpscrMistake.WhileHalted,
        ["fpscr-misnumbered"] = FpscrMistake.Misnumbered, ["fpscr-misnumbered-at-step"] = FpscrMistake.MisnumberedAndAtStep,
    };

    private static readonly string[] MaskKinds = ["off", "auto", "on", "steponly"];

    private readonly Option<long> _steps = new("--steps") { Description = $"Steps to make; {DefaultSteps} unless told.", HelpName = "N", DefaultValueFactory = static _ => DefaultSteps };
    private readonly Option<StepMode> _mode = new("--mode")
    {
        Description = "What is stepped: instruction, over (an instruction, over calls), line, into, out, or mix (the default).", DefaultValueFactory = static _ => StepMode.Mix,
    };

    private readonly Option<string?> _from = new("--from") { Description = "Run to this function first; main unless told, - to stay.", HelpName = "FUNCTION", DefaultValueFactory = static _ => "main" };
    private readonly Option<int> _seed = new("--seed") { Description = "Start value of all choices, and of the virtual board's interrupts.", HelpName = "N", DefaultValueFactory = static _ => 1 };
    private readonly Option<string?> _shard = new("--shard") { Description = "Make part I of N of the steps; `bench merge` puts the parts together.", HelpName = "I/N" };
    private readonly Option<int> _move = new("--move") { Description = "Run to another function after so many steps; 0 to stay.", HelpName = "STEPS", DefaultValueFactory = static _ => 250 };
    private readonly Option<int> _limit = new("--limit-ms") { Description = "A step that takes longer is a timeout.", HelpName = "MS", DefaultValueFactory = static _ => 5000 };
    private readonly Option<int> _raw = new("--raw-every") { Description = "Make every n-th instruction step by the server alone, to see what ours adds.", HelpName = "N", DefaultValueFactory = static _ => 64 };
    private readonly Option<double> _minimum = new("--min-rate") { Description = "Exit 1 below this share of successes; 1 unless told.", HelpName = "RATE", DefaultValueFactory = static _ => 1 };
    private readonly Option<string?> _mask = new("--maskisr") { Description = "OpenOCD only: what `cortex_m maskisr` is set to: off, auto, on or steponly.", HelpName = "KIND" };
    private readonly Option<uint> _interrupts = new("--interrupts")
    {
        Description = "Virtual board only: cycles between two interrupts at random instructions, on average; 0 for none.", HelpName = "CYCLES", DefaultValueFactory = static _ => 400,
    };

    private readonly Option<string?> _inject = new("--inject") { Description = "Virtual board only: err on purpose, as the cause is named, at every n-th step.", HelpName = "CAUSE[:N]" };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_steps, _mode, _from, _seed, _shard, _move, _limit, _raw, _minimum, _mask, _interrupts, _inject]) command.Add(option);
    }

    /// <summary>What is measured.</summary>
    /// <exception cref="UsageException">A value cannot be used.</exception>
    public StepBenchOptions Read(ParseResult parsed)
    {
        long steps = parsed.GetValue(_steps);
        if (steps is < 1 or > int.MaxValue) throw new UsageException($"--steps: {steps} is not between 1 and {int.MaxValue}.");
        if (parsed.GetValue(_limit) < 1) throw new UsageException("--limit-ms: must be at least 1.");
        string? from = parsed.GetValue(_from);
        return new StepBenchOptions
        {
            Steps = steps, Mode = parsed.GetValue(_mode), From = from == "-" ? null : from, Seed = parsed.GetValue(_seed), Shard = ReadShard(parsed.GetValue(_shard)),
            StepsBetweenMoves = Math.Max(0, parsed.GetValue(_move)), Limit = TimeSpan.FromMilliseconds(parsed.GetValue(_limit)), RawEvery = Math.Max(0, parsed.GetValue(_raw)),
        };
    }

    /// <summary>What the session has to do besides.</summary>
    public BenchSessionOptions ReadSession(ParseResult parsed, ref StepBenchOptions options)
    {
        string? mask = parsed.GetValue(_mask);
        if (mask is not null && !MaskKinds.Contains(mask, StringComparer.Ordinal)) throw new UsageException($"--maskisr: \"{mask}\" is none of {string.Join(", ", MaskKinds)}.");
        if (mask == "off") options = options with { MayEnterHandlers = true };
        return new BenchSessionOptions(mask, parsed.GetValue(_interrupts), options.Seed * 1009 + options.Shard.Index, ReadFault(parsed.GetValue(_inject)));
    }

    public double ReadMinimum(ParseResult parsed) => parsed.GetValue(_minimum);

    private static (int Index, int Count) ReadShard(string? text)
    {
        if (text is null) return (1, 1);
        string[] parts = text.Split('/');
        if (parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count) && index >= 1 && index <= count)
            return (index, count);
        throw new UsageException($"--shard: \"{text}\" is not I/N with I from 1 to N, such as 2/8.");
    }

    private static InjectedFault? ReadFault(string? text)
    {
        if (text is null) return null;
        string[] parts = text.Split(':');
        int every = 100;
        StepCause? named = FpscrMistakes.TryGetValue(parts[0], out FpscrMistake mistake) ? StepCause.FpscrClobbered : CauseNames.Find(parts[0]);
        if (parts.Length > 2 || named is not { } cause || (parts.Length == 2 && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out every) || every < 1)))
            throw new UsageException($"--inject: \"{text}\" is not CAUSE or CAUSE:N; causes are {string.Join(", ", CauseNames.All.Values.Concat(FpscrMistakes.Keys))}.");
        return new InjectedFault(cause, every, mistake);
    }
}
