using System.CommandLine;
using System.Text.Json.Nodes;
using RspDebug.DebugAdapter.Engine.Commands;
using RspDebug.DebugAdapter.Engine.Download;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Launch;
using RspDebug.DebugAdapter.Logging;
using RspDebug.RspClient;

namespace RspDebug.DebugAdapter.Cli.Flash;

/// <summary><c>flash</c>: programs and verifies images, or only compares.</summary>
internal sealed class FlashVerb : IVerb
{
    // What a launch does besides loading: not asked for here.
    private static readonly string[] KeysOfASession =
        ["overrideLaunchCommands", "postLaunchCommands", "swoConfig", "rttConfig", "gdbServerPort", "runToEntryPoint", "coreFile"];

    private readonly TargetOptions _target = new();
    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "ELF, Intel HEX, S-record files, or BIN files with their address, as in app.bin@0x27000. Default: the image of --elf or --config.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _verifyOnly = new("--verify-only") { Description = "Compare, write nothing; exit code 1 when something differs." };
    private readonly Option<bool> _erase = new("--erase") { Description = "Erase the whole flash regions that the files lie in first, and write even what is there." };
    private readonly Option<bool> _reset = new("--reset") { Description = "Leave the target halted at its reset vector, where the server lets it." };
    private readonly Option<bool> _run = new("--run") { Description = "Let the target run from reset." };
    private readonly Option<string?> _json = new("--json") { Description = "Write what was done as JSON to this file, or to standard output for `-`.", HelpName = "FILE|-" };

    public Command Build(SharedOptions shared)
    {
        var command = new Command("flash", "Programs and verifies images; what is there already is not written.") { _files, _verifyOnly, _erase, _reset, _run, _json };
        _target.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(shared, parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(SharedOptions shared, ParseResult parsed, CancellationToken cancellationToken)
    {
        bool verifies = parsed.GetValue(_verifyOnly);
        if (verifies && (parsed.GetValue(_erase) || parsed.GetValue(_reset) || parsed.GetValue(_run)))
            throw new UsageException("--verify-only leaves the target as it is: it goes with none of --erase, --reset, --run.");
        if (parsed.GetValue(_reset) && parsed.GetValue(_run))
            throw new UsageException("--reset leaves the target halted and --run lets it run: use one of them.");
        LaunchReading launch = _target.Read(parsed, keys => Complete(keys, parsed.GetValue(_files) ?? [])) with { Request = LaunchRequest.Launch };
        if (launch.Configuration.LoadFiles is not { Count: > 0 })
            throw new UsageException("Nothing to write. Name files, or give --elf.");
        using LayerLogs logs = LayerLogs.Open(shared.ReadLogSettings(parsed));
        using Stream? json = parsed.GetValue(_json) is { } file ? OutputTarget.Open("--json", file) : null;
        DownloadMode mode = verifies ? DownloadMode.Compare : parsed.GetValue(_erase) ? DownloadMode.EraseAndWrite : DownloadMode.Write;
        HeadlessSession session = await StartAsync(launch, mode, logs, cancellationToken).ConfigureAwait(false);
        session.LeavesHalted = parsed.GetValue(_reset);
        IReadOnlyList<DownloadedFile> files;
        await using (session.ConfigureAwait(false))
        {
            files = session.Started.Downloaded;
            if (parsed.GetValue(_run)) await RunOnAsync(session, cancellationToken).ConfigureAwait(false);
        }

        if (json is not null) FlashJson.Write(json, launch.Configuration.ServerType!.Value, files);
        if (parsed.GetValue(_json) != "-")
            foreach (DownloadedFile done in files)
                Console.WriteLine($"{done.Path}: {Describe(done)}");
        return files.All(static done => done.Outcome != DownloadOutcome.Differs) ? ExitCode.Success : ExitCode.CheckFailed;
    }

    private static void Complete(JsonObject keys, string[] files)
    {
        foreach (string key in KeysOfASession) keys.Remove(key);
        keys["verifyImage"] = false;
        if (files.Length > 0) keys["loadFiles"] = new JsonArray([.. files.Select(static file => (JsonNode)Absolute(file))]);
        else if (keys["loadFiles"] is null && keys["executable"] is { } executable) keys["loadFiles"] = new JsonArray(executable.DeepClone());
    }

    // Files of the command line are relative to where the user is, not to the configuration's `cwd`.
    private static string Absolute(string text)
    {
        LoadFileName name = LoadFileName.Parse(text);
        return Path.GetFullPath(name.Path) + text[name.Path.Length..];
    }

    private static async Task<HeadlessSession> StartAsync(LaunchReading launch, DownloadMode mode, LayerLogs logs, CancellationToken cancellationToken)
    {
        foreach (LaunchProblem warning in launch.Warnings.Where(static warning => warning.Key != "executable"))
            await Console.Error.WriteLineAsync(warning.ToString()).ConfigureAwait(false);
        var progress = new FlashProgress();
        var options = new HeadlessOptions
        {
            Output = (kind, text) => { if (kind is OutputKind.Warning) Console.Error.Write(text); },
            Progress = progress.Show,
            Observer = PacketLog.For(logs),
            Mode = mode,
            // Comparing needs no reset.
            AdaptQuirks = mode == DownloadMode.Compare ? static quirks => quirks with { ResetAndHalt = [] } : static quirks => quirks,
        };
        try
        {
            return await HeadlessSession.StartAsync(launch, options, cancellationToken).ConfigureAwait(false);
        }
        catch (RspRefusedException refused)
        {
            throw new EnvironmentException($"{refused.Message} Is the flash locked (on an nRF52 by APPROTECT, BPROT or ACL), and does the server have a flash driver for this chip? The log of the packets: --log rsp=verbose.", refused);
        }
        finally
        {
            progress.End();
        }
    }

    private static async Task RunOnAsync(HeadlessSession session, CancellationToken cancellationToken)
    {
        ServerQuirks quirks = session.Started.Quirks;
        if (quirks.AfterDetach != EndState.Running && quirks.ResetAndRun.Count > 0)
            await session.Session.RunStartCommandsAsync(LaunchCommand.OfServer(quirks.ResetAndRun), cancellationToken).ConfigureAwait(false);
    }

    private static string Describe(DownloadedFile file) => file.Outcome switch
    {
        DownloadOutcome.AlreadyThere => $"{file.SizeInBytes} bytes, there already",
        DownloadOutcome.Written => $"{file.SizeInBytes} bytes, written and verified",
        _ => $"differs from the target, first at 0x{file.DiffersAt:x8}",
    };
}
