using System.ComponentModel;
using System.Diagnostics;
using RspDebug.DebugAdapter.Engine.CoreDumps;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>Starts the debug server of a configuration and waits until it can be connected to.</summary>
/// <param name="choosePort">Picks a port of this computer; for tests. Default: a free one.</param>
/// <param name="time">The clock of the wait; null for the system's.</param>
public sealed class ServerStarter(Func<int>? choosePort = null, TimeProvider? time = null)
{
    /// <summary>For a server that was only slow.</summary>
    internal const string SilenceAdvice = "If it waits for something with good reason, give it longer by `timeouts.silenceMs`.";

    // A server that said that a port is taken either ends or goes on without it.
    private static readonly TimeSpan PatienceWithoutPort = TimeSpan.FromSeconds(1);

    private const int PortTries = 3;
    // A server that listens is noticed late by a small part of the time that it took to start.
    private const int PollsInTheTimeSoFar = 8;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(25);
    private readonly Func<int> _choosePort = choosePort ?? ListeningPorts.ChooseFree;
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Where a server of a kind runs already, so that none is started; for tests.</summary>
    internal Func<ServerProfile, ServerAddress>? RunsAt { get; init; }

    /// <summary>Starts the server; for an external one nothing is started.</summary>
    /// <param name="configuration">Validated, with a <c>servertype</c> or a core file, which is offered by this process.</param>
    /// <param name="onOutput">Gets what the server prints, as it comes, from any thread.</param>
    /// <param name="cancellationToken">Gives up and ends the process.</param>
    /// <returns>The server; its port listens.</returns>
    /// <exception cref="ServerStartException">It is not installed, ended at once, or did not listen in time.</exception>
    public Task<RunningServer> StartAsync(LaunchConfiguration configuration, Action<ServerOutput>? onOutput, CancellationToken cancellationToken) =>
        StartAsync(configuration, onOutput, Task.CompletedTask, cancellationToken);

    /// <summary>Starts the server when all else is ready for it; what comes before its process is done meanwhile.</summary>
    /// <param name="configuration">Validated, with a <c>servertype</c> or a core file, which is offered by this process.</param>
    /// <param name="onOutput">Gets what the server prints, as it comes, from any thread.</param>
    /// <param name="ready">No process is started before it is done; what it throws is thrown.</param>
    /// <param name="cancellationToken">Gives up and ends the process.</param>
    /// <returns>The server; its port listens.</returns>
    /// <exception cref="ServerStartException">It is not installed, ended at once, or did not listen in time.</exception>
    internal async Task<RunningServer> StartAsync(LaunchConfiguration configuration, Action<ServerOutput>? onOutput, Task ready, CancellationToken cancellationToken)
    {
        if (configuration.CoreFile is not null) return OfferCore(configuration);
        ServerType kind = configuration.ServerType ?? throw new ArgumentException("The configuration has no servertype.", nameof(configuration));
        ServerProfile profile = ServerProfiles.Get(kind);
        if (RunsAt is { } where) return new RunningServer(profile, where(profile));
        for (int attempt = 1; ; attempt++)
        {
            int port = _choosePort();
            if (profile.BuildCommand(configuration, port) is not { } command) return new RunningServer(profile, profile.AddressOf(configuration));
            try
            {
                if (ListeningPorts.Contains(port)) throw PortTaken.Describe(profile, port, [], null);
                await ready.ConfigureAwait(false);
                return await StartAsync(profile, command, port, configuration.Timeouts, onOutput, cancellationToken).ConfigureAwait(false);
            }
            catch (ServerStartException taken) when (taken.Failure == ServerStartFailure.PortTaken && taken.TakenPort == port && attempt < PortTries)
            {
                // Somebody was faster: the next try gets another port.
            }
        }
    }

    private static RunningServer OfferCore(LaunchConfiguration configuration)
    {
        string? executable = configuration.Executable is { } elf ? configuration.Resolve(elf) : null;
        CoreDumpServer server = CoreDumpServer.Start(configuration.Resolve(configuration.CoreFile!), executable, port: 0);
        return new RunningServer(ServerProfiles.Get(ServerType.External), new ServerAddress("127.0.0.1", server.EndPoint.Port), server);
    }

    private async Task<RunningServer> StartAsync(
        ServerProfile profile, ServerCommand command, int port, Timeouts timeouts, Action<ServerOutput>? onOutput, CancellationToken cancellationToken)
    {
        var server = new RunningServer(profile, new ServerAddress("127.0.0.1", port), command, Spawn(profile, command), onOutput);
        bool isReady = false;
        try
        {
            await WaitUntilListeningAsync(server, timeouts, cancellationToken).ConfigureAwait(false);
            isReady = true;
            return server;
        }
        finally
        {
            if (!isReady) await server.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static Process Spawn(ServerProfile profile, ServerCommand command)
    {
        string program = ProgramFinder.Find(command.Program, command.WorkingDirectory) ?? throw new ServerStartException(
            ServerStartFailure.NotInstalled, $"{profile.Name} was not found: there is no program \"{command.Program}\".",
            $"{profile.InstallHint} Or give its path in `serverpath`.");
        if (!ProgramFinder.IsExecutable(program))
            throw new ServerStartException(ServerStartFailure.NotExecutable, $"\"{program}\" cannot be executed.", "Correct `serverpath`, or make the file executable.");
        if (command.WorkingDirectory is { } directory && !Directory.Exists(directory))
            throw new ServerStartException(ServerStartFailure.NotExecutable, $"There is no directory \"{directory}\" to start {profile.Name} in.", "Correct `cwd`.");
        try
        {
            return Process.Start(Watchdog.Wrap(program, command))!;
        }
        catch (Win32Exception refused)
        {
            throw new ServerStartException(ServerStartFailure.NotExecutable, $"{profile.Name} could not be started: {refused.Message}.", "Check `serverpath` and `cwd`.");
        }
    }

    private async Task WaitUntilListeningAsync(RunningServer server, Timeouts timeouts, CancellationToken cancellationToken)
    {
        TimeSpan silence = server.Profile.MayStartInSilence || !server.IsSeen ? TimeSpan.Zero : TimeSpan.FromMilliseconds(timeouts.SilenceMs);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task hung = new SilenceWatch(silence, () => server.Look(received: 0) ?? default, _time).WaitForSilenceAsync(end.Token);
        try
        {
            await WaitUntilListeningAsync(server, hung, timeouts, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await hung.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WaitUntilListeningAsync(RunningServer server, Task hung, Timeouts timeouts, CancellationToken cancellationToken)
    {
        var limit = TimeSpan.FromMilliseconds(timeouts.ServerStartMs);
        long started = _time.GetTimestamp();
        long? complained = null;
        while (!server.Listens())
        {
            TimeSpan elapsed = _time.GetElapsedTime(started);
            string port = $"port {server.Address.Port}";
            if (server.Exited.IsCompleted) throw Exited(server, await server.Exited.ConfigureAwait(false));
            // OpenOCD goes on without the gdb port that it could not have. Every look reads all the lines: one that comes during a look is seen by the next.
            string? refusal = server.Profile.RefusalOfDebuggers(server.LastLines);
            if (refusal is not null || (!server.Profile.MayStartInSilence && PortTaken.Find(server.LastLines, server.Address.Port) is not null)) complained ??= _time.GetTimestamp();
            if (complained is { } at && _time.GetElapsedTime(at) > PatienceWithoutPort)
            {
                if (PortTaken.Explain(server, exitCode: null) is { } taken) throw taken;
                if (refusal is not null) throw new ServerStartException(ServerStartFailure.NotReady, $"{server.Profile.Name} runs and takes no debugger: {refusal}.", "Remove that from the configuration.", server.LastLines);
            }

            if (elapsed > limit)
            {
                throw new ServerStartException(
                    ServerStartFailure.NotReady, $"{server.Profile.Name} runs but did not listen on {port} within {limit.TotalSeconds:0.###} s.",
                    $"{server.Profile.Advise(server.LastLines)} A slow server gets more time by `timeouts.serverStartMs`.", server.LastLines);
            }

            if (hung.IsCompletedSuccessfully)
            {
                throw server.Hangs(
                    $"runs, but for {timeouts.SilenceMs / 1000.0:0.###} s it neither listened on {port} nor printed anything nor used the processor",
                    $"{server.Profile.Advise(server.LastLines)} {SilenceAdvice}");
            }

            TimeSpan pause = elapsed / PollsInTheTimeSoFar;
            pause = pause < ShortestPause ? ShortestPause : pause > LongestPause ? LongestPause : pause;
            await Task.WhenAny(server.Exited, hung, Task.Delay(pause, _time, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static ServerStartException Exited(RunningServer server, int exitCode) => PortTaken.Explain(server, exitCode) ?? new ServerStartException(
        ServerStartFailure.Exited, $"{server.Profile.Name} {RunningServer.DescribeExit(exitCode)} before it could be connected to.",
        server.Profile.Advise(server.LastLines), server.LastLines, exitCode);
}
