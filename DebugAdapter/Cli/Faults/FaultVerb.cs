using System.CommandLine;
using RspDebug.DebugAdapter.Engine.Faults;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Logging;

namespace RspDebug.DebugAdapter.Cli.Faults;

/// <summary><c>fault</c>: explains the fault that a target is in, or that its status registers still record.</summary>
internal sealed class FaultVerb : IVerb
{
    private readonly TargetOptions _target = new();
    private readonly Option<string?> _json = new("--json") { Description = "Write the story as JSON to this file, or to standard output for `-`.", HelpName = "FILE|-" };

    public Command Build(SharedOptions shared)
    {
        var command = new Command("fault", "Explains the fault that a target is in: status registers, stacked frame, likely cause.") { _json };
        _target.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using LayerLogs logs = LayerLogs.Open(shared.ReadLogSettings(parsed));
            HeadlessSession session = await TargetConnection.OpenAsync(_target, parsed, logs, cancellationToken).ConfigureAwait(false);
            await using var ending = session.ConfigureAwait(false);
            await session.EnsureHaltedAsync(cancellationToken).ConfigureAwait(false);
            FaultStory? story = await session.Session.ExplainFaultAsync(cancellationToken).ConfigureAwait(false);
            return await WriteAsync(parsed.GetValue(_json), story, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static async ValueTask<int> WriteAsync(string? json, FaultStory? story, CancellationToken cancellationToken)
    {
        if (json is not null)
        {
            byte[] bytes = FaultJson.Write(story);
            if (json is "-")
                await Console.Out.WriteLineAsync(System.Text.Encoding.UTF8.GetString(bytes)).ConfigureAwait(false);
            else
                await File.WriteAllBytesAsync(json, bytes, cancellationToken).ConfigureAwait(false);
        }

        if (json is not "-")
            await Console.Out.WriteLineAsync(story?.Describe() ?? "No fault is recorded, and the core is in no fault handler.").ConfigureAwait(false);
        return ExitCode.Success;
    }
}
