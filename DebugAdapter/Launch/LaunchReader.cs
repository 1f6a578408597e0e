using System.Text.Json;

namespace RspDebug.DebugAdapter.Launch;

/// <summary>Reads a launch configuration from JSON: all problems at once, unknown keys as warnings.</summary>
public static class LaunchReader
{
    // Keys that few configurations have: when a member is set by reflection for the second time, a method is emitted for it.
    private static ReadOnlySpan<byte> Sample => """{"loadFiles":["firmware.hex"],"coreFile":"core","rtos":"none","fpscr":"restore"}"""u8;

    /// <summary>Reads and validates a configuration.</summary>
    /// <param name="json">The object from launch.json, or the arguments of a <c>launch</c> or <c>attach</c> request.</param>
    /// <param name="request">How the session starts.</param>
    /// <param name="fileExists">Whether a file is there; for tests. Default: the file system.</param>
    /// <returns>The configuration and its warnings.</returns>
    /// <exception cref="LaunchConfigurationException">Any number of problems.</exception>
    public static LaunchReading Read(JsonElement json, LaunchRequest request, Predicate<string>? fileExists = null)
    {
        var binder = new LaunchBinder();
        LaunchConfiguration configuration = binder.Bind(json);
        if (binder.Problems.Count > 0) throw new LaunchConfigurationException(binder.Problems, binder.UnknownKeys);

        List<LaunchProblem> problems = [.. LaunchValidator.Validate(configuration, request, fileExists ?? File.Exists)];
        if (problems.Count > 0) throw new LaunchConfigurationException(problems, binder.UnknownKeys);
        return new LaunchReading(configuration, request, [.. binder.Warnings, .. LaunchValidator.Warn(configuration, request)])
        {
            // A core dump cannot run, and an attached target runs anyway.
            NoDebug = request == LaunchRequest.Launch && configuration.CoreFile is null && json.TryGetProperty("noDebug"u8, out JsonElement noDebug) && noDebug.ValueKind == JsonValueKind.True,
        };
    }

    /// <summary>Reads a configuration of no use, so that what reads is loaded and compiled when a client sends its own.</summary>
    /// <remarks>docs/decisions/0042</remarks>
    internal static LaunchReading ReadSample()
    {
        var reader = new Utf8JsonReader(Sample);
        return Read(JsonElement.ParseValue(ref reader), LaunchRequest.Launch, static _ => true);
    }
}
