using RspDebug.DebugAdapter.Dap.Protocol;
using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Session;

namespace RspDebug.DebugAdapter.Dap.Handlers;

/// <summary><c>setBreakpoints</c>, <c>setFunctionBreakpoints</c>, <c>setInstructionBreakpoints</c>, <c>setDataBreakpoints</c> and what they ask before.</summary>
internal sealed class BreakpointHandlers(AdapterSession adapter)
{
    /// <summary>Why nothing is set in a session without debugging.</summary>
    public const string NotDebugged = "The program runs without debugging (noDebug): start it with debugging to stop here.";

    private const string FunctionList = "function breakpoints";
    private const string InstructionList = "instruction breakpoints";
    private static readonly DataBreakpointAccessType[] AllAccesses = [DataBreakpointAccessType.Write, DataBreakpointAccessType.Read, DataBreakpointAccessType.ReadWrite];

    /// <summary>Adds the handlers.</summary>
    public void Register(RequestTable requests)
    {
        requests.Handle(DapRequests.SetBreakpoints, SetBreakpointsAsync);
        requests.Handle(DapRequests.SetFunctionBreakpoints, SetFunctionBreakpointsAsync);
        requests.Handle(DapRequests.SetInstructionBreakpoints, SetInstructionBreakpointsAsync);
        requests.Handle(DapRequests.BreakpointLocations, BreakpointLocationsAsync);
        requests.Handle(DapRequests.DataBreakpointInfo, DataBreakpointInfoAsync);
        requests.Handle(DapRequests.SetDataBreakpoints, SetDataBreakpointsAsync);
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
        if (adapter.RunsOnly)
            return [.. specs.Select(static spec => new Breakpoint(false, Message: NotDebugged, Line: (spec as BreakpointSpec.Line)?.LineNumber))];
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

    private async ValueTask<DataBreakpointInfoResponse> DataBreakpointInfoAsync(DataBreakpointInfoArguments arguments, RequestContext context, CancellationToken cancellationToken)
    {
        DebugSession session = adapter.Halted;
        WatchableData data = arguments.AsAddress == true
            ? await session.FindWatchableAsync(MemoryReference.Parse(arguments.Name, null), SizeOf(arguments), cancellationToken).ConfigureAwait(false)
            : await session.FindWatchableAsync(arguments.Name, arguments.VariablesReference ?? 0, arguments.FrameId, arguments.Bytes, cancellationToken).ConfigureAwait(false);
        return data.Refusal is { } refusal
            ? new(null, refusal)
            : new(data.Id, $"{data.Name} ({data.SizeInBytes} bytes at {MemoryReference.Format(data.Address)})", AllAccesses, data.IsLasting);
    }

    private async ValueTask<SetDataBreakpointsResponse> SetDataBreakpointsAsync(SetDataBreakpointsArguments arguments, RequestContext context, CancellationToken cancellationToken)
    {
        if (adapter.RunsOnly)
            return new([.. arguments.Breakpoints.Select(static _ => new Breakpoint(false, Message: NotDebugged))]);
        DataBreakpointSpec[] specs = [.. arguments.Breakpoints.Select(SpecOf)];
        IReadOnlyList<Engine.Breakpoints.DataBreakpoint> set = await adapter.Current.SetDataBreakpointsAsync(specs, cancellationToken).ConfigureAwait(false);
        return new([.. set.Select(b => new Breakpoint(b.IsVerified, b.Id, b.Message))]);
    }

    private static int SizeOf(DataBreakpointInfoArguments arguments) => arguments.Bytes is null or > 0
        ? arguments.Bytes ?? WatchPieces.Longest
        : throw new DapRequestException(ErrorId.InvalidArguments, $"{arguments.Bytes} bytes cannot be watched. Give at least 1.");

    private static DataBreakpointSpec SpecOf(Protocol.DataBreakpoint asked)
    {
        WatchableData data = WatchableData.Parse(asked.DataId)
            ?? throw new DapRequestException(ErrorId.InvalidArguments, $"'{asked.DataId}' is no id of dataBreakpointInfo. Set the data breakpoint again from the variables view.");
        DataAccess access = asked.AccessType switch
        {
            DataBreakpointAccessType.Read => DataAccess.Read,
            DataBreakpointAccessType.ReadWrite => DataAccess.ReadWrite,
            _ => DataAccess.Write,
        };
        return new DataBreakpointSpec(data.Address, data.SizeInBytes, data.Name, access) { Condition = asked.Condition, HitCondition = asked.HitCondition };
    }

    private static string PathOf(Source source) => source.Path ?? source.Name ?? throw new DapRequestException(
        ErrorId.InvalidArguments, "The source has neither path nor name, so that its breakpoints cannot be placed.");
}
