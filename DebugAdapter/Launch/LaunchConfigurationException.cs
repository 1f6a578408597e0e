namespace RspDebug.DebugAdapter.Launch;

/// <summary>A launch configuration that cannot be used; tells all that is wrong with it at once.</summary>
/// <param name="problems">At least one.</param>
public sealed class LaunchConfigurationException(IReadOnlyList<LaunchProblem> problems) : Exception(Tell(problems))
{
    /// <summary>All problems, in the order of the configuration.</summary>
    public IReadOnlyList<LaunchProblem> Problems { get; } = problems;

    private static string Tell(IReadOnlyList<LaunchProblem> problems) => problems.Count == 1
        ? $"The launch configuration cannot be used: {problems[0]}"
        : $"The launch configuration has {problems.Count} problems:\n" + string.Join('\n', problems.Select(static problem => $"- {problem}"));
}
