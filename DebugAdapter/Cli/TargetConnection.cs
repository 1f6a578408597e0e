using System.CommandLine;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Launch;
using RspDebug.DebugAdapter.Logging;
using RspDebug.RspClient;

namespace RspDebug.DebugAdapter.Cli;

/// <summary>Opens the session of a verb that needs a target: warnings and server output on the standard error output.</summary>
internal static class TargetConnection
{
    /// <summary>Reads the target options and starts the session; the target is halted.</summary>
    /// <exception cref="EnvironmentException">Image, server or link failed; the text has the next action.</exception>
    public static Task<HeadlessSession> OpenAsync(TargetOptions options, ParseResult parsed, LayerLogs logs, CancellationToken cancellationToken) =>
        OpenAsync(options.Read(parsed), logs, cancellationToken);

    /// <inheritdoc cref="OpenAsync(TargetOptions, ParseResult, LayerLogs, CancellationToken)"/>
    public static async Task<HeadlessSession> OpenAsync(LaunchReading launch, LayerLogs logs, CancellationToken cancellationToken)
    {
        var log = new SessionLog(logs);
        foreach (LaunchProblem warning in launch.Warnings) await Console.Error.WriteLineAsync(warning.ToString()).ConfigureAwait(false);
        try
        {
            return await HeadlessSession.StartAsync(launch, (kind, text) => Print(log, kind, text), PacketLog.For(logs), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is ImageException or RspException or EngineException)
        {
            throw new EnvironmentException(failure.Message, failure);
        }
    }

    // The server's own chatter is kept out of a verb's output; it is shown when the server fails.
    private static void Print(SessionLog log, OutputKind kind, string text)
    {
        log.Write(kind, text);
        if (kind is OutputKind.Warning or OutputKind.Notice) Console.Error.Write(text);
    }
}
