using RspDebug.DebugAdapter.Dap.Protocol;
using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Engine.Session;
using Thread = RspDebug.DebugAdapter.Dap.Protocol.Thread;

namespace RspDebug.DebugAdapter.Dap.Handlers;

/// <summary><c>threads</c>, <c>continue</c>, <c>next</c>, <c>stepIn</c>, <c>stepInTargets</c>, <c>stepOut</c>, <c>pause</c>.</summary>
/// <remarks>A run starts once its response is in the queue, so that <c>stopped</c> can never overtake it.</remarks>
internal sealed class ExecutionHandlers(AdapterSession adapter)
{
    /// <summary>Adds the handlers.</summary>
    public void Register(RequestTable requests)
    {
        requests.Handle(DapRequests.Threads, (_, _, _) => new(new ThreadsResponse([new Thread(AdapterSession.ThreadId, "Cortex-M")])));
        requests.Handle(DapRequests.Continue, (_, context, _) => Run(context, (s, from) => s.Continue(from), new ContinueResponse(AllThreadsContinued: true)));
        requests.Handle(DapRequests.Next, (a, context, _) => Run(context, (s, from) => s.Step(StepKind.Over, IsInstruction(a.Granularity), from), NoBody.Value));
        requests.Handle(DapRequests.StepIn, (a, context, _) => Run(context, (s, from) => StepIn(s, a, from), NoBody.Value));
        requests.Handle(DapRequests.StepInTargets, async (a, _, token) => new StepInTargetsResponse(
            [.. (await adapter.Halted.StepTargetsAsync(a.FrameId, token).ConfigureAwait(false)).Select((name, id) => new StepInTarget(id, name))]));
        requests.Handle(DapRequests.StepOut, (_, context, _) => Run(context, (s, from) => s.StepOut(from), NoBody.Value));
        requests.Handle(DapRequests.Pause, async (_, _, _) =>
        {
            await adapter.Current.PauseAsync().ConfigureAwait(false);
            return NoBody.Value;
        });
    }

    private static void StepIn(DebugSession session, StepInArguments arguments, Standing from)
    {
        if (arguments.TargetId is { } chosen)
            session.StepInto(chosen, from);
        else
            session.Step(StepKind.Into, IsInstruction(arguments.Granularity), from);
    }

    private static bool IsInstruction(SteppingGranularity? granularity) => granularity == SteppingGranularity.Instruction;

    private ValueTask<TBody> Run<TBody>(RequestContext context, Action<DebugSession, Standing> start, TBody body)
    {
        DebugSession session = adapter.Runnable;
        Standing from = session.Standing; // what the client knows: stops are told in the same stream as this response
        context.AfterResponse(() => start(session, from));
        return new(body);
    }
}
