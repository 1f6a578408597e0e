using RspDebug.DebugAdapter.Engine.Benchmark.Prediction;
using RspDebug.DebugAdapter.Engine.Benchmark.Results;
using RspDebug.DebugAdapter.Engine.Benchmark.Running;
using RspDebug.DebugAdapter.Engine.Benchmark.Virtual;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Launch;
using RspDebug.RspClient;
using RspDebug.RspClient.Session;
using RspDebug.VirtualBoard.Device;

namespace RspDebug.DebugAdapter.Cli.Bench;

/// <summary>The session of a step benchmark. The virtual board runs in this process, where its truth can be seen; other servers are started.</summary>
internal sealed class BenchSession : IAsyncDisposable
{
    private readonly LaunchReading _launch;
    private readonly BenchSessionOptions _options;
    private readonly BenchBoard? _board;

    private BenchSession(LaunchReading launch, BenchSessionOptions options, BenchBoard? board, HeadlessSession session) =>
        (_launch, _options, _board, Session) = (launch, options, board, session);

    /// <summary>The session, halted.</summary>
    public HeadlessSession Session { get; }

    /// <summary>What sees handlers run; null for what works everywhere.</summary>
    public Func<IStepMemory, IContextWatch>? Watch => _board is { } board ? _ => board.Watch : null;

    /// <summary>Opens it.</summary>
    /// <exception cref="EnvironmentException">Image, server or link failed.</exception>
    public static async Task<BenchSession> OpenAsync(LaunchReading launch, BenchSessionOptions options, IPacketObserver? observer, CancellationToken cancellationToken)
    {
        foreach (LaunchProblem warning in launch.Warnings) await Console.Error.WriteLineAsync(warning.ToString()).ConfigureAwait(false);
        BenchBoard? board = null;
        HeadlessSession? session = null;
        try
        {
            if (launch.Configuration is { ServerType: ServerType.Virtual, Executable: { } elf })
            {
                board = new BenchBoard(launch.Configuration.Resolve(elf), options.InterruptCycles == 0 ? null : new InterruptStormOptions(options.InterruptSeed, options.InterruptCycles), options.Fault);
                session = await HeadlessSession.StartAsync(launch, board.Transport, (Print, observer), cancellationToken).ConfigureAwait(false);
            }
            else
            {
                session = await HeadlessSession.StartAsync(launch, Print, observer, quirks => Adapt(quirks, launch, options.MaskInterrupts), cancellationToken).ConfigureAwait(false);
            }

            return new BenchSession(launch, options, board, session);
        }
        catch (Exception failure) when (failure is ImageException or RspException or EngineException)
        {
            throw new EnvironmentException(failure.Message, failure);
        }
        finally
        {
            if (session is null && board is not null) await board.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>What was measured, without the counts.</summary>
    public StepReport Describe(StepBenchOptions options)
    {
        LaunchConfiguration configuration = _launch.Configuration;
        string kind = configuration.ServerType!.Value.ToString().ToLowerInvariant();
        return new StepReport
        {
            Server = _options.MaskInterrupts is { } mask ? $"{kind} (maskisr {mask})" : kind,
            Target = TargetOf(configuration),
            Elf = Path.GetFileName(configuration.Executable ?? ""),
            Mode = options.Mode.ToString().ToLowerInvariant(),
            StepInterrupts = configuration.StepInterrupts.ToString().ToLowerInvariant(),
            Seed = options.Seed,
            Shard = $"{options.Shard.Index}/{options.Shard.Count}",
            Wilson95 = [],
            Causes = [],
            LatencyUs = new LatencyReport(),
            Kinds = [],
            Met = new MetReport { HandlersRun = _board?.Watch.Entries },
            Failures = [],
        };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync().ConfigureAwait(false);
        if (_board is not null) await _board.DisposeAsync().ConfigureAwait(false);
    }

    private string TargetOf(LaunchConfiguration configuration) => configuration.ServerType switch
    {
        ServerType.Virtual => $"virtual board in this process, interrupts every {_options.InterruptCycles} cycles",
        ServerType.Qemu => configuration.Machine,
        ServerType.Openocd => string.Join(", ", configuration.ConfigFiles.Concat(configuration.OpenOCDLaunchCommands)),
        _ => configuration.GdbTarget ?? configuration.Device ?? "not named",
    };

    // The engine is told what the setting means: with `off` a step may end in a handler, with `auto` handlers run before it.
    private static ServerQuirks Adapt(ServerQuirks quirks, LaunchReading launch, string? mask)
    {
        if (mask is null) return quirks;
        if (launch.Configuration.ServerType != ServerType.Openocd) throw new UsageException("--maskisr is for --server openocd.");
        var means = new StepMasking.Monitor($"cortex_m maskisr {mask}");
        return quirks with { MaskSteps = means, EnterHandlers = means };
    }

    private static void Print(OutputKind kind, string text)
    {
        if (kind is OutputKind.Warning or OutputKind.Notice) Console.Error.Write(text);
    }
}
