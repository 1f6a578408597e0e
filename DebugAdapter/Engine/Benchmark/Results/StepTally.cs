using RspDebug.DebugAdapter.Engine.Benchmark.Judging;
using RspDebug.DebugAdapter.Engine.Benchmark.Prediction;
using RspDebug.DebugAdapter.Engine.Benchmark.Running;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Results;

/// <summary>Counts what a run measured.</summary>
internal sealed class StepTally
{
    private const int KeptFailures = 50;
    private readonly List<(long Step, StepOutcome Outcome)> _failures = [];

    /// <summary>Steps made.</summary>
    public long Steps { get; private set; }

    /// <summary>Steps that were a success.</summary>
    public long Succeeded { get; private set; }

    /// <summary>Steps of one instruction.</summary>
    public long InstructionSteps { get; private set; }

    /// <summary>Steps whose successor could not be predicted, because the server gives too little.</summary>
    public long Unpredicted { get; private set; }

    /// <summary>Failures by cause.</summary>
    public SortedDictionary<StepCause, long> Causes { get; } = [];

    /// <summary>The first failures, with the number of their step.</summary>
    public IReadOnlyList<(long Step, StepOutcome Outcome)> Failures => _failures;

    /// <summary>What each kind of step took: <c>instruction</c>, <c>line</c>, <c>line-with-call</c>, ...</summary>
    public SortedDictionary<string, KindTally> Kinds { get; } = new(StringComparer.Ordinal);

    /// <summary>Microseconds of all steps.</summary>
    public Histogram Latency { get; } = new();

    /// <summary>Microseconds of steps made by the server alone.</summary>
    public Histogram RawLatency { get; } = new();

    /// <summary>The same with one <c>g</c> behind each.</summary>
    public Histogram RawReadLatency { get; } = new();

    /// <summary>Packets of all steps.</summary>
    public long Packets { get; private set; }

    /// <summary>Bytes of all steps.</summary>
    public long Bytes { get; private set; }

    /// <summary>Handlers whose entry was stepped into, by exception number.</summary>
    public SortedDictionary<uint, long> Entries { get; } = [];

    /// <summary>Entries that preempted another handler.</summary>
    public long NestedEntries { get; private set; }

    /// <summary>Exception returns that were stepped.</summary>
    public long ExceptionReturns { get; private set; }

    /// <summary>Steps made inside handlers.</summary>
    public long HandlerSteps { get; private set; }

    /// <summary>FP instructions that were stepped.</summary>
    public long FloatSteps { get; private set; }

    /// <summary>Instruction steps across which FPSCR changed, all of them judged.</summary>
    public long FpscrChanges { get; private set; }

    /// <summary>Changes of FPSCR that the engine found no execution could have made.</summary>
    public long FpscrFaults { get; set; }

    /// <summary>Those that it undid.</summary>
    public long FpscrRestored { get; set; }

    /// <summary>Time of the whole run, judging included.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>The session has ended: no further step can be made.</summary>
    public bool IsLinkLost { get; private set; }

    /// <summary>Counts a step.</summary>
    public void Add(in StepOutcome outcome)
    {
        Steps++;
        if (outcome.IsUnpredicted) Unpredicted++;
        if (outcome.Mode == StepMode.Instruction) InstructionSteps++;
        if (outcome.Failure is { } failure)
        {
            Causes[failure.Cause] = Causes.GetValueOrDefault(failure.Cause) + 1;
            if (_failures.Count < KeptFailures) _failures.Add((Steps, outcome));
            if (failure.Cause == StepCause.LinkLost) IsLinkLost = true;
        }
        else
        {
            Succeeded++;
        }

        if (outcome.Failure?.Cause is StepCause.LinkLost) return;
        Latency.Add(outcome.Time.TotalMicroseconds);
        Packets += outcome.Packets;
        Bytes += outcome.Bytes;
        string kind = NameOf(outcome);
        if (!Kinds.TryGetValue(kind, out KindTally? tally)) Kinds[kind] = tally = new KindTally();
        tally.Add(outcome);
    }

    /// <summary>Counts what a step met.</summary>
    public void Note(Expectation expectation, CoreState? after)
    {
        CoreState before = expectation.Before;
        if (expectation.Source is not null || after is null) return;
        if (before.Ipsr != 0) HandlerSteps++;
        if (expectation.Prediction.Effects.IsFloat) FloatSteps++;
        if (before.Fpscr != after.Fpscr) FpscrChanges++;
        if (expectation.Prediction.Kind == PredictionKind.ExceptionReturn) ExceptionReturns++;
        bool isEntry = after.Ipsr != 0 && after.Ipsr != before.Ipsr && expectation.Prediction is not { Kind: PredictionKind.ExceptionReturn } returned
            || (expectation.Prediction.Kind == PredictionKind.ExceptionReturn && after.Ipsr != expectation.Prediction.Ipsr);
        if (!isEntry) return;
        Entries[after.Ipsr] = Entries.GetValueOrDefault(after.Ipsr) + 1;
        if (before.Ipsr != 0) NestedEntries++;
    }

    private static string NameOf(in StepOutcome outcome) => (outcome.Mode, outcome.HasCall) switch
    {
        (StepMode.Instruction, _) => "instruction",
        (StepMode.Over, true) => "over-call",
        (StepMode.Over, false) => "over",
        (StepMode.Line, true) => "line-call",
        (StepMode.Line, false) => "line",
        (StepMode.Into, _) => "into",
        _ => "out",
    };
}
