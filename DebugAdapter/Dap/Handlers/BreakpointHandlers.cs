using RspDebug.DebugAdapter.Dap.Protocol;
using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Session;

namespace RspDebug.DebugAdapter.Dap.Handlers;

/// <summary><c>setBreakpoints</c>, <c>setFunctionBreakpoints</c>, <c>setInstructionBreakpoints</c>, <c>breakpointLocations</c>.</summary>
internal sealed class BreakpointHandlers(AdapterSession adapter)
{
    private const string FunctionList = "function breakpoints";
    private const string InstructionList = "instruction breakpoints";

    /// <summary>Adds the handlers.</summary>
    public void Register(RequestTable requests)
    {
        requests.Handle(DapRequests.SetBreakpoints, SetBreakpointsAsync);
        requests.Handle(DapRequests.SetFunctionBreakpoints, SetFunctionBreakpointsAsync);
        requests.Handle(DapRequests.SetInstructionBreakpoints, SetInstructionBreakpointsAsync);
        requests.Handle(DapRequests.BreakpointLocations, BreakpointLocationsAsync);
    }

    private async ValueTask<SetBreakpointsResponse> SetBreakpointsAsync(SetBreakpointsArguments arguments, RequestContext context, CancellationToken cancellationToken)
    {
        string path = PathOf(arguments.Source);
        BreakpointSpec[] specs =
        [
            .. (arguments.Breakpoints ?? []).Select(b => new BreakpointSpec.Line(path, b.Line)
            {
                Condition = b.Condition, HitCondition = b.HitCondition, LogMessage = b.LogMessage,
            }),
        ];
        return new(await SetAsync(path, specs, cancellationToken).ConfigureAwait(false));
    }

    private async ValueTask<SetFunctionBreakpointsResponse> SetFunctionBreakpointsAsync(SetFunctionBreakpointsArguments arguments, RequestContext context, CancellationToken cancellationToken)
    {
        BreakpointSpec[] specs =
            [.. arguments.Breakpoints.Select(b => new BreakpointSpec.Function(b.Name) { Condition = b.Condition, HitCondition = b.HitCondition })];
        return new(await SetAsync(FunctionList, specs, cancellationToken).ConfigureAwait(false));
    }

    private async ValueTask<SetInstructionBreakpointsResponse> SetInstructionBreakpointsAsync(SetInstructionBreakpointsArguments arguments, RequestContext context, CancellationToken cancellationToken)
    {
        BreakpointSpec[] specs =
        [
            .. arguments.Breakpoints.Select(b => new BreakpointSpec.Instruction(MemoryReference.Parse(b.InstructionReference, b.Offset))
            {
                Condition = b.Condition, HitCondition = b.HitCondition,
            }),
        ];
        return new(await SetAsync(InstructionList, specs, cancellationToken).ConfigureAwait(false));
    }

    private async ValueTask<BreakpointLocationsResponse> BreakpointLocationsAsync(BreakpointLocationsArguments arguments, RequestContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<int> lines = await adapter.Current.BreakableLinesAsync(
            PathOf(arguments.Source), arguments.Line, arguments.EndLine ?? arguments.Line).ConfigureAwait(false);
        return new([.. lines.Select(line => new BreakpointLocation(line))]);
    }

    private async ValueTask<Breakpoint[]> SetAsync(string list, BreakpointSpec[] specs, CancellationToken cancellationToken)
    {
        DebugSession session = adapter.Current;
        IReadOnlyList<UserBreakpoint> breakpoints = await session.SetBreakpointsAsync(list, specs, cancellationToken).ConfigureAwait(false);
        return [.. breakpoints.Select(Describe)];
    }

    private static Breakpoint Describe(UserBreakpoint breakpoint) => new(
        breakpoint.IsVerified,
        breakpoint.Id,
        breakpoint.Message,
        breakpoint.ActualPath is { } path ? new Source(Path.GetFileName(path), path) : null,
        breakpoint.ActualLine ?? (breakpoint.Spec as BreakpointSpec.Line)?.LineNumber,
        InstructionReference: breakpoint.IsVerified ? MemoryReference.Format(breakpoint.Addresses[0]) : null);

    private static string PathOf(Source source) => source.Path ?? source.Name ?? throw new DapRequestException(
        ErrorId.InvalidArguments, "The source has neither path nor name, so that its breakpoints cannot be placed.");
}
