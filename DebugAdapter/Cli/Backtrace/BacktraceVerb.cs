using System.CommandLine;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Launch;
using RspDebug.DebugAdapter.Logging;

namespace RspDebug.DebugAdapter.Cli.Backtrace;

/// <summary><c>backtrace</c>: the call stack of a core dump or of a live target.</summary>
internal sealed class BacktraceVerb : IVerb
{
    private readonly TargetOptions _target = new();
    private readonly Option<string?> _core = new("--core") { Description = "A core dump in place of a target: of probe-rs, an ELF core file, or JSON.", HelpName = "FILE" };
    private readonly Option<int> _frames = new("--frames") { Description = "Frames at most.", HelpName = "N", DefaultValueFactory = _ => 100 };
    private readonly Option<bool> _noLocals = new("--no-locals") { Description = "Without arguments and local variables." };
    private readonly Option<string?> _json = new("--json") { Description = "Write the backtrace as JSON (- for standard output).", HelpName = "FILE|-" };

    public Command Build(SharedOptions shared)
    {
        var command = new Command("backtrace", "Shows the call stack of a core dump, or of a target.") { _core, _frames, _noLocals, _json };
        _target.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using LayerLogs logs = LayerLogs.Open(shared.ReadLogSettings(parsed));
            return await RunAsync(parsed, logs, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, LayerLogs logs, CancellationToken cancellationToken)
    {
        int most = parsed.GetValue(_frames);
        if (most < 1) throw new UsageException($"--frames: {most} frames are none; write 1 or more.");
        HeadlessSession headless = await OpenAsync(parsed, logs, cancellationToken).ConfigureAwait(false);
        await using var ending = headless.ConfigureAwait(false);
        await headless.EnsureHaltedAsync(cancellationToken).ConfigureAwait(false);
        (IReadOnlyList<BacktraceFrame> frames, string? truncated) =
            await new BacktraceReader(headless.Session).ReadAsync(most, !parsed.GetValue(_noLocals), cancellationToken).ConfigureAwait(false);
        if (parsed.GetValue(_json) is { } json)
        {
            using Stream output = OutputTarget.Open("--json", json);
            BacktraceJson.Write(output, frames, truncated);
        }
        else
        {
            BacktraceText.Write(Console.Out, frames, truncated);
        }

        return ExitCode.Success;
    }

    private Task<HeadlessSession> OpenAsync(ParseResult parsed, LayerLogs logs, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_core) is not { } core) return TargetConnection.OpenAsync(_target, parsed, logs, cancellationToken);
        if (_target.NamesTarget(parsed)) throw new UsageException("--core and a target (--config, --server, --gdb-target) exclude each other.");
        string elf = _target.ElfOf(parsed) ?? throw new UsageException("--core: name the firmware that ran with --elf FILE.");
        var configuration = new LaunchConfiguration { Executable = elf, CoreFile = core };
        return TargetConnection.OpenAsync(new LaunchReading(configuration, LaunchRequest.Launch, []), logs, cancellationToken);
    }
}
