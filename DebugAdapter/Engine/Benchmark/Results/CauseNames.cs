using RspDebug.DebugAdapter.Engine.Benchmark.Judging;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Results;

/// <summary>Causes as reports spell them: <c>wrong-pc</c>.</summary>
internal static class CauseNames
{
    /// <summary>All causes.</summary>
    public static IReadOnlyDictionary<StepCause, string> All { get; } = Enum.GetValues<StepCause>().ToDictionary(static cause => cause, Spell);

    /// <summary>The cause of a name; null when there is none.</summary>
    public static StepCause? Find(string name) => All.Where(cause => cause.Value == name).Select(static cause => (StepCause?)cause.Key).FirstOrDefault();

    private static string Spell(StepCause cause) =>
        string.Concat(cause.ToString().Select(static (letter, at) => char.IsUpper(letter) ? (at == 0 ? "" : "-") + char.ToLowerInvariant(letter) : letter.ToString()));
}
