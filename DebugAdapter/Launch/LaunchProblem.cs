namespace RspDebug.DebugAdapter.Launch;

/// <summary>What is wrong with one key of a launch configuration.</summary>
/// <param name="Key">The key, with the path to it when it stands inside another, such as <c>rttConfig.decoders[0].port</c>.</param>
/// <param name="Text">What is wrong and what to do.</param>
public sealed record LaunchProblem(string Key, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Key}: {Text}";
}
