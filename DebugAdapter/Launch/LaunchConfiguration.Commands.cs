namespace RspDebug.DebugAdapter.Launch;

/// <content>Commands at points of the session: lines of gdb or GDB/MI; docs/launch-commands.md lists what they do here.</content>
public sealed partial record LaunchConfiguration
{
    /// <summary>Commands in place of those that flash and start the target.</summary>
    [LaunchKey(LaunchTopic.Commands, Request = "launch")]
    public IReadOnlyList<string>? OverrideLaunchCommands { get; init; }

    /// <summary>Commands before the image is written.</summary>
    [LaunchKey(LaunchTopic.Commands, Request = "launch")]
    public IReadOnlyList<string> PreLaunchCommands { get; init; } = [];

    /// <summary>Commands after the image was written and the target was reset.</summary>
    [LaunchKey(LaunchTopic.Commands, Request = "launch")]
    public IReadOnlyList<string> PostLaunchCommands { get; init; } = [];

    /// <summary>Commands in place of those that attach to the running target. Connecting halts it, so there are none to replace; they run between the other two lists.</summary>
    [LaunchKey(LaunchTopic.Commands, Request = "attach")]
    public IReadOnlyList<string>? OverrideAttachCommands { get; init; }

    /// <summary>Commands before the target is attached to.</summary>
    [LaunchKey(LaunchTopic.Commands, Request = "attach")]
    public IReadOnlyList<string> PreAttachCommands { get; init; } = [];

    /// <summary>Commands after the target was attached to.</summary>
    [LaunchKey(LaunchTopic.Commands, Request = "attach")]
    public IReadOnlyList<string> PostAttachCommands { get; init; } = [];

    /// <summary>Commands in place of those that reset the target.</summary>
    [LaunchKey(LaunchTopic.Commands)]
    public IReadOnlyList<string>? OverrideResetCommands { get; init; }

    /// <summary>Commands before a reset.</summary>
    [LaunchKey(LaunchTopic.Commands)]
    public IReadOnlyList<string>? PreResetCommands { get; init; }

    /// <summary>Commands after a reset.</summary>
    [LaunchKey(LaunchTopic.Commands)]
    public IReadOnlyList<string>? PostResetCommands { get; init; }

    /// <summary>Older name of <c>overrideResetCommands</c>, used when that is absent.</summary>
    [LaunchKey(LaunchTopic.Commands)]
    public IReadOnlyList<string>? OverrideRestartCommands { get; init; }

    /// <summary>Older name of <c>preResetCommands</c>, used when that is absent.</summary>
    [LaunchKey(LaunchTopic.Commands)]
    public IReadOnlyList<string>? PreRestartCommands { get; init; }

    /// <summary>Older name of <c>postResetCommands</c>, used when that is absent.</summary>
    [LaunchKey(LaunchTopic.Commands)]
    public IReadOnlyList<string>? PostRestartCommands { get; init; }

    /// <summary>Commands once the session has started and the target is halted, not with <c>runToEntryPoint</c>. The target stays as they leave it: <c>continue</c> lets it run.</summary>
    [LaunchKey(LaunchTopic.Commands)]
    public IReadOnlyList<string> PostStartSessionCommands { get; init; } = [];

    /// <summary>Commands once a reset is over and the target is halted, not with <c>runToEntryPoint</c>. The target stays as they leave it.</summary>
    [LaunchKey(LaunchTopic.Commands)]
    public IReadOnlyList<string>? PostResetSessionCommands { get; init; }

    /// <summary>Older name of <c>postResetSessionCommands</c>, used when that is absent.</summary>
    [LaunchKey(LaunchTopic.Commands)]
    public IReadOnlyList<string>? PostRestartSessionCommands { get; init; }

    /// <summary>Commands at the end of the session, before the target is let go; breakpoints are gone by then.</summary>
    [LaunchKey(LaunchTopic.Commands)]
    public IReadOnlyList<string>? OverridePreEndSessionCommands { get; init; }
}
