using RspDebug.DebugAdapter.Dap.Protocol;
using RspDebug.DebugAdapter.Engine.Faults;
using RspDebug.DebugAdapter.Engine.Session;

namespace RspDebug.DebugAdapter.Dap.Handlers;

/// <summary><c>setExceptionBreakpoints</c>: vector catch; <c>exceptionInfo</c>: the story of a fault.</summary>
internal sealed class ExceptionHandlers(AdapterSession adapter)
{
    /// <summary>The filters that <c>initialize</c> offers.</summary>
    public static IReadOnlyList<ExceptionBreakpointsFilter> Filters { get; } =
        [.. CaughtVectors.All.Select(v => new ExceptionBreakpointsFilter(v.Id, v.Label, v.Description, v.IsDefault))];

    /// <summary>Adds the handlers.</summary>
    public void Register(RequestTable requests)
    {
        requests.Handle(DapRequests.SetExceptionBreakpoints, SetExceptionBreakpointsAsync);
        requests.Handle(DapRequests.ExceptionInfo, ExceptionInfoAsync);
    }

    private async ValueTask<SetExceptionBreakpointsResponse> SetExceptionBreakpointsAsync(SetExceptionBreakpointsArguments arguments, RequestContext context, CancellationToken cancellationToken)
    {
        CaughtVectors[] chosen = [.. arguments.Filters.Concat((arguments.FilterOptions ?? []).Select(o => o.FilterId)).Distinct(StringComparer.Ordinal).Select(Find)];
        if (adapter.RunsOnly)
            return new([.. chosen.Select(static _ => new Breakpoint(false, Message: BreakpointHandlers.NotDebugged))]);
        IReadOnlyList<string?> refusals = await adapter.Current.CatchAsync(chosen, cancellationToken).ConfigureAwait(false);
        return new([.. refusals.Select(refusal => new Breakpoint(refusal is null, Message: refusal))]);
    }

    private async ValueTask<ExceptionInfoResponse> ExceptionInfoAsync(ExceptionInfoArguments arguments, RequestContext context, CancellationToken cancellationToken)
    {
        (StopReport? stop, FaultStory? fault) = await adapter.Halted.ExplainStopAsync(cancellationToken).ConfigureAwait(false);
        if (fault is null)
            return new("stop", ExceptionBreakMode.Always, stop?.Text ?? "The target has not stopped by an exception.");
        return new(fault.Id, ExceptionBreakMode.Always, fault.Describe(), new ExceptionDetails(fault.LikelyCause, fault.Id));
    }

    private static CaughtVectors Find(string id) => CaughtVectors.All.FirstOrDefault(v => v.Id == id) ?? throw new DapRequestException(
        ErrorId.InvalidArguments, $"There is no exception filter '{id}'. The filters are {string.Join(", ", CaughtVectors.All.Select(v => v.Id))}.");
}
