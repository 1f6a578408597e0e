namespace RspDebug.DebugAdapter.Launch;

/// <summary>A launch configuration that cannot be used; tells all that is wrong with it at once.</summary>
/// <param name="problems">At least one.</param>
/// <param name="unknownKeys">Keys that do not exist, with their nearest name: one that is missing may be there under a wrong name.</param>
public sealed class LaunchConfigurationException(IReadOnlyList<LaunchProblem> problems, IReadOnlyList<LaunchProblem>? unknownKeys = null) : Exception(Tell(problems, unknownKeys ?? []))
{
    /// <summary>All problems, in the order of the configuration.</summary>
    public IReadOnlyList<LaunchProblem> Problems { get; } = problems;

    /// <summary>Keys of the same configuration that do not exist.</summary>
    public IReadOnlyList<LaunchProblem> UnknownKeys { get; } = unknownKeys ?? [];

    private static string Tell(IReadOnlyList<LaunchProblem> problems, IReadOnlyList<LaunchProblem> unknownKeys)
    {
        string text = problems.Count == 1
            ? $"The launch configuration cannot be used: {problems[0]}"
            : $"The launch configuration has {problems.Count} problems:\n{List(problems)}";
        return unknownKeys.Count == 0 ? text : $"{text}\nBesides:\n{List(unknownKeys)}";
    }

    private static string List(IReadOnlyList<LaunchProblem> problems) => string.Join('\n', problems.Select(static problem => $"- {problem}"));
}
