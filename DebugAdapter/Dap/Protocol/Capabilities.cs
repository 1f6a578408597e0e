namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>What the adapter can do; an absent member means no.</summary>
public sealed record Capabilities(
    bool? SupportsConfigurationDoneRequest = null, bool? SupportsFunctionBreakpoints = null,
    bool? SupportsConditionalBreakpoints = null, bool? SupportsHitConditionalBreakpoints = null,
    bool? SupportsEvaluateForHovers = null,
    IReadOnlyList<ExceptionBreakpointsFilter>? ExceptionBreakpointFilters = null, bool? SupportsStepBack = null,
    bool? SupportsSetVariable = null, bool? SupportsRestartFrame = null, bool? SupportsGotoTargetsRequest = null,
    bool? SupportsStepInTargetsRequest = null, bool? SupportsCompletionsRequest = null,
    IReadOnlyList<string>? CompletionTriggerCharacters = null, bool? SupportsModulesRequest = null,
    bool? SupportsRestartRequest = null, bool? SupportsExceptionOptions = null,
    bool? SupportsValueFormattingOptions = null, bool? SupportsExceptionInfoRequest = null,
    bool? SupportTerminateDebuggee = null, bool? SupportSuspendDebuggee = null,
    bool? SupportsDelayedStackTraceLoading = null, bool? SupportsLoadedSourcesRequest = null,
    bool? SupportsLogPoints = null, bool? SupportsTerminateThreadsRequest = null, bool? SupportsSetExpression = null,
    bool? SupportsTerminateRequest = null, bool? SupportsDataBreakpoints = null, bool? SupportsReadMemoryRequest = null,
    bool? SupportsWriteMemoryRequest = null, bool? SupportsDisassembleRequest = null,
    bool? SupportsCancelRequest = null, bool? SupportsBreakpointLocationsRequest = null,
    bool? SupportsClipboardContext = null, bool? SupportsSteppingGranularity = null,
    bool? SupportsInstructionBreakpoints = null, bool? SupportsExceptionFilterOptions = null,
    bool? SupportsSingleThreadExecutionRequests = null, bool? SupportsDataBreakpointBytes = null,
    IReadOnlyList<BreakpointMode>? BreakpointModes = null, bool? SupportsANSIStyling = null);
