using System.CommandLine;
using RspDebug.DebugAdapter.Cli.Audit;
using RspDebug.DebugAdapter.Cli.Backtrace;
using RspDebug.DebugAdapter.Cli.Bench;
using RspDebug.DebugAdapter.Cli.Demo;
using RspDebug.DebugAdapter.Cli.Doctor;
using RspDebug.DebugAdapter.Cli.Faults;
using RspDebug.DebugAdapter.Cli.Flash;
using RspDebug.DebugAdapter.Cli.MemoryMap;
using RspDebug.DebugAdapter.Cli.Rsp;
using RspDebug.DebugAdapter.Cli.Rtt;
using RspDebug.DebugAdapter.Cli.Serve;
using RspDebug.DebugAdapter.Cli.Swo;
using RspDebug.DebugAdapter.Cli.Symbolize;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Launch;
using RspDebug.DebugAdapter.Logging;
using RspDebug.RspClient;

namespace RspDebug.DebugAdapter.Cli;

/// <summary>The command line of the product.</summary>
public static class CommandLine
{
    /// <summary>All verbs, in the order of the help.</summary>
    public static IReadOnlyList<IVerb> Verbs { get; } =
    [
        new DapVerb(), new DemoVerb(), new BoardVerb(), new ServeVerb(), new BenchVerb(),
        new SwoVerb(),
        new AuditVerb(),
        new SymbolizeVerb(),
        new BacktraceVerb(),
        new FaultVerb(),
        new FlashVerb(),
        new MemoryMapVerb(),
        new RttVerb(),
        new RspVerb(),
        new SystemDoctorVerb(),
        new OpenOcdScriptVerb(),
    ];

    /// <summary>Parses and runs a command line.</summary>
    /// <param name="args">Without the program's name.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static Task<int> RunAsync(string[] args) =>
        // Editors start `rsp-debug dap` and wait: without an option there is nothing to parse, and the parser need not be loaded.
        args is ["dap"] ? DapVerb.ServeStandardStreamsAsync(LayerLogs.Open(LogSettings.Off), CancellationToken.None) : ParseAndRunAsync(args);

    /// <summary>The root command with all verbs.</summary>
    /// <returns>A new command.</returns>
    public static RootCommand BuildRoot()
    {
        var shared = new SharedOptions();
        var root = new RootCommand("Debugs Cortex-M firmware over GDB's remote serial protocol, without gdb.") { shared.Log, shared.LogFile };
        foreach (IVerb verb in Verbs) root.Add(verb.Build(shared));
        return root;
    }

    private static async Task<int> ParseAndRunAsync(string[] args)
    {
        ParseResult parsed = BuildRoot().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
            await Console.Error.WriteLineAsync("`rsp-debug --help` lists the verbs, `rsp-debug VERB --help` their options.").ConfigureAwait(false);
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }).ConfigureAwait(false);
        }
        catch (Exception expected) when (CodeFor(expected) is { } code)
        {
            await Console.Error.WriteLineAsync(expected.Message).ConfigureAwait(false);
            return code;
        }
    }

    // Exceptions whose text is written for users; any other is a fault of the program and ends it with its trace.
    private static int? CodeFor(Exception failure) => failure switch
    {
        UsageException or LaunchConfigurationException or LaunchFileException => ExitCode.Usage,
        EnvironmentException or ServerStartException or EngineException or RspException or IOException or UnauthorizedAccessException => ExitCode.Environment,
        _ => null,
    };
}
