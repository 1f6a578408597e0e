namespace RspDebug.DebugAdapter.Launch;

/// <summary>A launch configuration that can be used, and what the user should know about it all the same.</summary>
/// <param name="Configuration">The configuration, with defaults filled in.</param>
/// <param name="Request">How the session starts.</param>
/// <param name="Warnings">Keys that are not known or have no effect, one sentence each.</param>
public sealed record LaunchReading(LaunchConfiguration Configuration, LaunchRequest Request, IReadOnlyList<LaunchProblem> Warnings)
{
    /// <summary>The program is written and run, and nothing is debugged (<c>noDebug</c> of the protocol's <c>launch</c>).</summary>
    public bool NoDebug { get; init; }
}
