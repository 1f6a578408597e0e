using System.Text.Json;
using RspDebug.DebugAdapter.Dap.Protocol;
using RspDebug.DebugAdapter.Engine.Commands;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Sharing;
using RspDebug.DebugAdapter.Launch;
using RspDebug.DebugAdapter.Logging;
using RspDebug.RspClient.Session;

namespace RspDebug.DebugAdapter.Dap.Handlers;

/// <summary><c>launch</c>, <c>attach</c>, <c>configurationDone</c>, <c>restart</c>, <c>disconnect</c>, <c>terminate</c>.</summary>
internal sealed class SessionHandlers(AdapterSession adapter, InitializeHandler initialize, IPacketObserver? observer, LayerLogs logs, ServerStarter servers)
{
    private static readonly TimeSpan DetachLimit = TimeSpan.FromSeconds(2);

    private LaunchReading? _launch;

    /// <summary>Adds the handlers.</summary>
    public void Register(RequestTable requests)
    {
        requests.Handle(DapRequests.Launch, (json, context, token) => StartAsync(json, LaunchRequest.Launch, context, token));
        requests.Handle(DapRequests.Attach, (json, context, token) => StartAsync(json, LaunchRequest.Attach, context, token));
        requests.Handle(DapRequests.ConfigurationDone, ConfigurationDone);
        requests.Handle(DapRequests.Restart, RestartAsync);
        requests.Handle(DapRequests.Disconnect, DisconnectAsync);
        requests.Handle(DapRequests.Terminate, TerminateAsync);
    }

    /// <summary>Ends the session if one is open: breakpoints removed, target left running or halted, server stopped if it is ours.</summary>
    /// <param name="leaveHalted">The target stays halted, where its server lets it.</param>
    /// <param name="client">Hears when it does not; null for nobody.</param>
    public async ValueTask EndAsync(bool leaveHalted = false, IDapClient? client = null)
    {
        if (adapter.Close() is not { } started)
            return;
        if (!started.Session.IsCoreDump && _launch!.Configuration.OverridePreEndSessionCommands is null)
            SetEnd(started, leaveHalted, client);
        await started.CloseGdbPortAsync().ConfigureAwait(false);
        using var limit = new CancellationTokenSource(DetachLimit);
        Task detach = started.Session.DetachAsync(leaveHalted, limit.Token);
        // A server that is gone cannot be detached from: the end does not depend on it.
        await Task.WhenAny(detach, Task.Delay(DetachLimit)).ConfigureAwait(false);
        await started.DisposeAsync().ConfigureAwait(false);
    }

    // The user's commands for the end stand in the place of these.
    private static void SetEnd(StartedSession started, bool leaveHalted, IDapClient? client)
    {
        ServerQuirks quirks = started.Quirks;
        started.Session.AtEnd = LaunchCommand.OfServer(leaveHalted ? quirks.StayHalted : quirks.Resume);
        if (leaveHalted && quirks is { AfterConnectionLost: EndState.Running, StayHalted.Count: 0 })
            client?.Output("The target runs on: this server lets it run when its client leaves.\n", OutputCategory.Important);
    }

    private async ValueTask<NoBody> StartAsync(JsonElement json, LaunchRequest request, RequestContext context, CancellationToken cancellationToken)
    {
        if (adapter.IsOpen)
            throw new DapRequestException(ErrorId.WrongState, "A debug session is running already. Disconnect it first.");
        _launch = LaunchReader.Read(json, request);
        foreach (LaunchProblem warning in _launch.Warnings)
            context.Client.Output($"{warning}\n", OutputCategory.Important);
        var events = new DapSessionEvents(context.Client, initialize.Client, new SessionLog(logs));
        StartedSession started = await new SessionStarter(servers, events, observer).StartAsync(_launch, cancellationToken).ConfigureAwait(false);
        OpenGdbPort(started, context.Client);
        adapter.Open(started, _launch.NoDebug);
        context.AfterResponse(() => context.Client.Send(DapEvents.Initialized, NoBody.Value));
        return NoBody.Value;
    }

    // A port that cannot be had does not cost the session: the user came to debug, and a download may have been part of it.
    private void OpenGdbPort(StartedSession started, IDapClient client)
    {
        if (_launch!.Configuration.GdbServerPort is not { } port)
            return;
        started.GdbPort = GdbPort.TryOpen(started.Session, port, out string outcome);
        client.Output(outcome + "\n", started.GdbPort is null ? OutputCategory.Important : OutputCategory.Console);
    }

    private ValueTask<NoBody> ConfigurationDone(NoArguments arguments, RequestContext context, CancellationToken cancellationToken)
    {
        DebugSession session = adapter.Current;
        bool wantsToRun = adapter.WantsToRun;
        context.AfterResponse(() => session.InBackground(() => BeginAsync(session, isReset: false, wantsToRun, context.Client)));
        return new(NoBody.Value);
    }

    // The target runs as far as the configuration says; an attached one goes on with what connecting interrupted.
    private async Task BeginAsync(DebugSession session, bool isReset, bool wantsToRun, IDapClient client)
    {
        LaunchConfiguration configuration = _launch!.Configuration;
        bool isAttach = _launch.Request == LaunchRequest.Attach && !isReset;
        if (session.IsCoreDump)
        {
            session.ShowEntry();
            return;
        }

        if (!isAttach && !_launch.NoDebug && configuration.RunToEntryPoint is { Length: > 0 } entry)
        {
            if (session.TryRunTo(entry)) return;
            client.Output($"\"runToEntryPoint\": there is no function '{entry}' in the image. The target stays halted.\n", OutputCategory.Important);
            session.ShowEntry();
            return;
        }

        IReadOnlyList<LaunchCommand> commands = isReset ? AfterReset(configuration) : LaunchCommand.Parse("postStartSessionCommands", configuration.PostStartSessionCommands);
        bool runs = false;
        try
        {
            runs = await session.RunCommandsAsync(commands, CancellationToken.None).ConfigureAwait(false);
        }
        catch (EngineRequestException failed)
        {
            client.Output(failed.Message + "\n", OutputCategory.Important);
        }

        if (_launch.NoDebug && !isReset && adapter.OutlivesSession && !NeedsSession(configuration))
        {
            await EndAsync().ConfigureAwait(false);
            client.Output("The program runs. The session has ended: it was started without debugging.\n", OutputCategory.Console);
            client.Send(DapEvents.Terminated, new TerminatedEvent());
            return;
        }

        if (runs) return;
        if (_launch.NoDebug || wantsToRun || (!configuration.BreakAfterReset && commands.Count == 0)) session.Continue();
        else session.ShowEntry();
    }

    // What the user waits for while the program runs, and what only a session can give.
    private static bool NeedsSession(LaunchConfiguration configuration) =>
        configuration.SwoConfig is { Enabled: true } || configuration.Semihosting.Folder is not null || configuration.GdbServerPort is not null;

    private static IReadOnlyList<LaunchCommand> AfterReset(LaunchConfiguration configuration) => configuration.PostResetSessionCommands is { } commands
        ? LaunchCommand.Parse("postResetSessionCommands", commands)
        : LaunchCommand.Parse("postRestartSessionCommands", configuration.PostRestartSessionCommands ?? []);

    // Nothing is written: the image is on the target, and start-up code sets its data anew.
    private async ValueTask<NoBody> RestartAsync(RestartArguments arguments, RequestContext context, CancellationToken cancellationToken)
    {
        DebugSession session = adapter.Current;
        if (session.Image is { IsOutdated: true } image)
            context.Client.Output($"'{image.Path}' was built again since this session began. A restart runs what is on the target; to write and debug the new one, stop and start the session.\n", OutputCategory.Important);
        await session.ResetAsync(cancellationToken).ConfigureAwait(false);
        adapter.Files?.CloseAll();
        context.AfterResponse(() => session.InBackground(() => BeginAsync(session, isReset: true, wantsToRun: false, context.Client)));
        return NoBody.Value;
    }

    private async ValueTask<NoBody> DisconnectAsync(DisconnectArguments arguments, RequestContext context, CancellationToken cancellationToken)
    {
        await EndAsync(arguments.SuspendDebuggee ?? false, context.Client).ConfigureAwait(false);
        return NoBody.Value;
    }

    private async ValueTask<NoBody> TerminateAsync(TerminateArguments arguments, RequestContext context, CancellationToken cancellationToken)
    {
        await EndAsync().ConfigureAwait(false);
        context.Client.Send(DapEvents.Terminated, new TerminatedEvent());
        return NoBody.Value;
    }
}
