using RspDebug.DebugAdapter.Dap.Protocol;

namespace RspDebug.DebugAdapter.Dap.Handlers;

/// <summary>Answers <c>initialize</c> and keeps what the client said about itself.</summary>
public sealed class InitializeHandler : IRequestHandler<InitializeRequestArguments, Capabilities>
{
    /// <summary>What the client can do; null before <c>initialize</c>.</summary>
    public InitializeRequestArguments? Client { get; private set; }

    /// <inheritdoc/>
    public ValueTask<Capabilities> HandleAsync(InitializeRequestArguments arguments, RequestContext context, CancellationToken cancellationToken)
    {
        Client = arguments;
        return new(new Capabilities(
            SupportsConfigurationDoneRequest: true,
            SupportsFunctionBreakpoints: true,
            SupportsConditionalBreakpoints: true,
            SupportsHitConditionalBreakpoints: true,
            SupportsEvaluateForHovers: true,
            ExceptionBreakpointFilters: ExceptionHandlers.Filters,
            SupportsSetVariable: true,
            SupportsSetExpression: true,
            SupportsRestartRequest: true,
            SupportsStepInTargetsRequest: true,
            SupportsValueFormattingOptions: true,
            SupportsExceptionInfoRequest: true,
            SupportTerminateDebuggee: true,
            SupportSuspendDebuggee: true,
            SupportsDelayedStackTraceLoading: true,
            SupportsLogPoints: true,
            SupportsTerminateRequest: true,
            SupportsDataBreakpoints: true,
            SupportsReadMemoryRequest: true,
            SupportsWriteMemoryRequest: true,
            SupportsDisassembleRequest: true,
            SupportsCancelRequest: true,
            SupportsBreakpointLocationsRequest: true,
            SupportsClipboardContext: true,
            SupportsSteppingGranularity: true,
            SupportsInstructionBreakpoints: true,
            SupportsDataBreakpointBytes: true));
    }
}
