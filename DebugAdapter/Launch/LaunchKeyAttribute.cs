namespace RspDebug.DebugAdapter.Launch;

/// <summary>What the documentation says of a launch key besides its summary, type and default.</summary>
/// <param name="topic">The part of the documentation.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LaunchKeyAttribute(LaunchTopic topic) : Attribute
{
    /// <summary>The part of the documentation.</summary>
    public LaunchTopic Topic { get; } = topic;

    /// <summary>The server kinds it is for, split by blanks; empty means all.</summary>
    public string Servers { get; init; } = "";

    /// <summary><c>launch</c> or <c>attach</c> when it is for one of them; empty means both.</summary>
    public string Request { get; init; } = "";

    /// <summary>True for a key that cortex-debug does not have.</summary>
    public bool Ours { get; init; }

    /// <summary>What can be written for a key whose type does not tell, split by blanks.</summary>
    public string Values { get; init; } = "";
}
