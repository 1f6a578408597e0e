using System.CommandLine;
using System.Text.Json;
using RspDebug.DebugAdapter.Cli.Swo;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Trace.Ping;
using RspDebug.DebugAdapter.Launch;
using RspDebug.DebugAdapter.Logging;
using RspDebug.Dwarf.Elf;
using RspDebug.RspClient;

namespace RspDebug.DebugAdapter.Cli.Bench;

/// <summary><c>bench rtt</c>: round trips through an RTT channel that the firmware echoes.</summary>
internal sealed class BenchRttVerb : IVerb
{
    private readonly TargetOptions _target = new();
    private readonly Option<int> _count = new("--count") { Description = "Round trips.", HelpName = "N", DefaultValueFactory = static _ => 10_000 };
    private readonly Option<string?> _json = new("--json") { Description = "The figures as JSON (- for standard output).", HelpName = "FILE|-" };

    public Command Build(SharedOptions shared)
    {
        var command = new Command("rtt", "Measures round trips through an RTT channel that the firmware echoes.") { _count, _json };
        _target.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(shared, parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(SharedOptions shared, ParseResult parsed, CancellationToken cancellationToken)
    {
        int count = parsed.GetValue(_count);
        if (count is < 1 or > 100_000_000) throw new UsageException($"--count: {count} is not a number of round trips; use 1 or more.");
        using var firmware = new BenchFirmware();
        LaunchReading launch = _target.Read(parsed, firmware.Complete);
        using var outputs = new TraceOutputs();
        Stream? json = parsed.GetValue(_json) is { } file ? outputs.Open("--json", file) : null;
        using LayerLogs logs = LayerLogs.Open(shared.ReadLogSettings(parsed));
        HeadlessSession session = await TargetConnection.OpenAsync(launch, logs, cancellationToken).ConfigureAwait(false);
        await using var ending = session.ConfigureAwait(false);
        if (session.Session.Image is not { } image || !image.Elf.Symbols.TryFind("_SEGGER_RTT", out ElfSymbol block))
            throw new EnvironmentException("The image has no symbol _SEGGER_RTT. Give the firmware by --elf, built with RTT.");
        var ping = new RttPing(session, (uint)block.Address.Value, TimeProvider.System);
        try
        {
            await ping.FindAsync(launch.Request == LaunchRequest.Launch, cancellationToken).ConfigureAwait(false);
            // Letters above ASCII, so that no text of the firmware is taken for an echo.
            for (int i = 0; i < count && ping.Lost < 10; i++) await ping.PingAsync((byte)(0x80 | i & 0x7f), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is EngineException or RspException)
        {
            throw new EnvironmentException(failed.Message, failed);
        }

        string server = launch.Configuration.ServerType!.Value.ToString().ToLowerInvariant();
        if (json is not null) WriteJson(json, server, ping);
        if (parsed.GetValue(_json) != "-")
        {
            Console.WriteLine($"{server}: {ping.Microseconds.Count} round trips, P50 {ping.Microseconds.Percentile(0.5)} us, P99 {ping.Microseconds.Percentile(0.99)} us, max {ping.Microseconds.Max} us; "
                + $"{ping.Interruptions} over 500 ms, {ping.Lost} without echo, {ping.Halts} halts");
        }

        return ping.Lost == 0 ? ExitCode.Success : ExitCode.CheckFailed;
    }

    private static void WriteJson(Stream output, string server, RttPing ping)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteNumber("schema", 1);
        json.WriteString("server", server);
        json.WriteString("channel", "rtt");
        json.WriteNumber("roundTrips", ping.Microseconds.Count);
        json.WriteNumber("lost", ping.Lost);
        json.WriteNumber("interruptionsOver500ms", ping.Interruptions);
        json.WriteNumber("halts", ping.Halts);
        json.WriteStartObject("latencyUs");
        json.WriteNumber("min", ping.Microseconds.Min);
        json.WriteNumber("mean", Math.Round(ping.Microseconds.Mean, 1));
        json.WriteNumber("p50", ping.Microseconds.Percentile(0.5));
        json.WriteNumber("p90", ping.Microseconds.Percentile(0.9));
        json.WriteNumber("p99", ping.Microseconds.Percentile(0.99));
        json.WriteNumber("max", ping.Microseconds.Max);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        output.WriteByte((byte)'\n');
    }
}
