using System.Text.Json;

namespace RspDebug.DebugAdapter.Launch;

/// <content>Trace, terminals, views and diagnostics.</content>
public sealed partial record LaunchConfiguration
{
    /// <summary>The chip's CMSIS-SVD file, for the peripheral view.</summary>
    [LaunchKey(LaunchTopic.Views)]
    public string? SvdFile { get; init; }

    /// <summary>Older name of <c>svdFile</c>, used when that is absent.</summary>
    [LaunchKey(LaunchTopic.Views)]
    public string? SvdPath { get; init; }

    /// <summary>SEGGER RTT: channels between firmware and computer through memory.</summary>
    [LaunchKey(LaunchTopic.Views)]
    public RttConfig? RttConfig { get; init; }

    /// <summary>SWO trace: where it comes from and what is in it.</summary>
    [LaunchKey(LaunchTopic.Views)]
    public SwoConfig? SwoConfig { get; init; }

    /// <summary>Graphs of RTT and SWO values, each an object that the extension's graph view reads.</summary>
    [LaunchKey(LaunchTopic.Views)]
    public IReadOnlyList<JsonElement> GraphConfig { get; init; } = [];

    /// <summary>Watching expressions while the target runs.</summary>
    [LaunchKey(LaunchTopic.Views)]
    public LiveWatch LiveWatch { get; init; } = new();

    /// <summary>Show the traffic with the server in the debug console.</summary>
    [LaunchKey(LaunchTopic.Diagnostics)]
    public DevDebugOutput ShowDevDebugOutput { get; init; }

    /// <summary>Put the time before each line of <c>showDevDebugOutput</c>.</summary>
    [LaunchKey(LaunchTopic.Diagnostics)]
    public bool ShowDevDebugTimestamps { get; init; }
}
