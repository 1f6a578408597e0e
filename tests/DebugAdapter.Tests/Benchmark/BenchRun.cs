using System.Runtime.CompilerServices;
using System.Text.Json;
using RspDebug.DebugAdapter.Engine.Benchmark.Results;
using RspDebug.DebugAdapter.Engine.Benchmark.Running;
using RspDebug.DebugAdapter.Engine.Benchmark.Virtual;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Launch;
using RspDebug.RspServer.Personalities;
using RspDebug.Testing;
using RspDebug.VirtualBoard.Device;

namespace RspDebug.DebugAdapter.Tests.Benchmark;

/// <summary>Runs the benchmark on a board in this process.</summary>
internal sealed record BenchRun(string Variant, StepBenchOptions Options)
{
    public InterruptStormOptions? Storm { get; init; } = new(Seed: 1);

    public InjectedFault? Fault { get; init; }

    public StubPersonality? Personality { get; init; }

    public string Fpscr { get; init; } = "restore";

    /// <summary>How often the target erred.</summary>
    public int Faults { get; private set; }

    /// <summary>How often a register was written that is not the one that was meant.</summary>
    public int WrongWrites { get; private set; }

    public List<string> Output { get; } = [];

    public async Task<StepTally> RunAsync()
    {
        string elf = Firmware.ImagePath(Variant);
        var board = new BenchBoard(elf, Storm, Fault, Personality);
        await using ConfiguredAsyncDisposable ending = board.ConfigureAwait(false);
        LaunchReading launch = LaunchReader.Read(
            JsonSerializer.SerializeToElement(new { servertype = "virtual", executable = elf, stepInterrupts = Options.MayEnterHandlers ? "enter" : "mask", fpscr = Fpscr }), LaunchRequest.Launch);
        HeadlessSession session = await HeadlessSession.StartAsync(launch, board.Transport, ((_, text) => Output.Add(text), null), CancellationToken.None);
        await using ConfiguredAsyncDisposable leaving = session.ConfigureAwait(false);
        StepTally tally = await new StepBench(session, Options, _ => board.Watch).RunAsync(null, CancellationToken.None);
        (Faults, WrongWrites) = (board.Faulty?.Faults ?? 0, board.Faulty?.WrongWrites ?? 0);
        return tally;
    }
}
