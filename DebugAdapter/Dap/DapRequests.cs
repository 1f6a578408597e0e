using System.Text.Json;
using RspDebug.DebugAdapter.Dap.Protocol;

namespace RspDebug.DebugAdapter.Dap;

/// <summary>The requests that a handler can be written for. <c>cancel</c> is not among them: the server answers it itself.</summary>
public static class DapRequests
{
    /// <summary><c>initialize</c>.</summary>
    public static DapRequest<InitializeRequestArguments, Capabilities> Initialize { get; } = new("initialize");
    /// <summary><c>launch</c>.</summary>
    public static DapRequest<JsonElement, NoBody> Launch { get; } = new("launch");
    /// <summary><c>attach</c>.</summary>
    public static DapRequest<JsonElement, NoBody> Attach { get; } = new("attach");
    /// <summary><c>restart</c>.</summary>
    public static DapRequest<RestartArguments, NoBody> Restart { get; } = new("restart");
    /// <summary><c>disconnect</c>.</summary>
    public static DapRequest<DisconnectArguments, NoBody> Disconnect { get; } = new("disconnect");
    /// <summary><c>terminate</c>.</summary>
    public static DapRequest<TerminateArguments, NoBody> Terminate { get; } = new("terminate");
    /// <summary><c>configurationDone</c>.</summary>
    public static DapRequest<NoArguments, NoBody> ConfigurationDone { get; } = new("configurationDone");
    /// <summary><c>breakpointLocations</c>.</summary>
    public static DapRequest<BreakpointLocationsArguments, BreakpointLocationsResponse> BreakpointLocations { get; } = new("breakpointLocations");
    /// <summary><c>setBreakpoints</c>.</summary>
    public static DapRequest<SetBreakpointsArguments, SetBreakpointsResponse> SetBreakpoints { get; } = new("setBreakpoints");
    /// <summary><c>setFunctionBreakpoints</c>.</summary>
    public static DapRequest<SetFunctionBreakpointsArguments, SetFunctionBreakpointsResponse> SetFunctionBreakpoints { get; } = new("setFunctionBreakpoints");
    /// <summary><c>setExceptionBreakpoints</c>.</summary>
    public static DapRequest<SetExceptionBreakpointsArguments, SetExceptionBreakpointsResponse> SetExceptionBreakpoints { get; } = new("setExceptionBreakpoints");
    /// <summary><c>setInstructionBreakpoints</c>.</summary>
    public static DapRequest<SetInstructionBreakpointsArguments, SetInstructionBreakpointsResponse> SetInstructionBreakpoints { get; } = new("setInstructionBreakpoints");
    /// <summary><c>dataBreakpointInfo</c>.</summary>
    public static DapRequest<DataBreakpointInfoArguments, DataBreakpointInfoResponse> DataBreakpointInfo { get; } = new("dataBreakpointInfo");
    /// <summary><c>setDataBreakpoints</c>.</summary>
    public static DapRequest<SetDataBreakpointsArguments, SetDataBreakpointsResponse> SetDataBreakpoints { get; } = new("setDataBreakpoints");
    /// <summary><c>threads</c>.</summary>
    public static DapRequest<NoArguments, ThreadsResponse> Threads { get; } = new("threads");
    /// <summary><c>stackTrace</c>.</summary>
    public static DapRequest<StackTraceArguments, StackTraceResponse> StackTrace { get; } = new("stackTrace");
    /// <summary><c>scopes</c>.</summary>
    public static DapRequest<ScopesArguments, ScopesResponse> Scopes { get; } = new("scopes");
    /// <summary><c>variables</c>.</summary>
    public static DapRequest<VariablesArguments, VariablesResponse> Variables { get; } = new("variables");
    /// <summary><c>setVariable</c>.</summary>
    public static DapRequest<SetVariableArguments, SetVariableResponse> SetVariable { get; } = new("setVariable");
    /// <summary><c>evaluate</c>.</summary>
    public static DapRequest<EvaluateArguments, EvaluateResponse> Evaluate { get; } = new("evaluate");
    /// <summary><c>setExpression</c>.</summary>
    public static DapRequest<SetExpressionArguments, SetExpressionResponse> SetExpression { get; } = new("setExpression");
    /// <summary><c>continue</c>.</summary>
    public static DapRequest<ContinueArguments, ContinueResponse> Continue { get; } = new("continue");
    /// <summary><c>next</c>.</summary>
    public static DapRequest<NextArguments, NoBody> Next { get; } = new("next");
    /// <summary><c>stepIn</c>.</summary>
    public static DapRequest<StepInArguments, NoBody> StepIn { get; } = new("stepIn");
    /// <summary><c>stepOut</c>.</summary>
    public static DapRequest<StepOutArguments, NoBody> StepOut { get; } = new("stepOut");
    /// <summary><c>stepInTargets</c>.</summary>
    public static DapRequest<StepInTargetsArguments, StepInTargetsResponse> StepInTargets { get; } = new("stepInTargets");
    /// <summary><c>pause</c>.</summary>
    public static DapRequest<PauseArguments, NoBody> Pause { get; } = new("pause");
    /// <summary><c>goto</c>.</summary>
    public static DapRequest<GotoArguments, NoBody> Goto { get; } = new("goto");
    /// <summary><c>gotoTargets</c>.</summary>
    public static DapRequest<GotoTargetsArguments, GotoTargetsResponse> GotoTargets { get; } = new("gotoTargets");
    /// <summary><c>completions</c>.</summary>
    public static DapRequest<CompletionsArguments, CompletionsResponse> Completions { get; } = new("completions");
    /// <summary><c>exceptionInfo</c>.</summary>
    public static DapRequest<ExceptionInfoArguments, ExceptionInfoResponse> ExceptionInfo { get; } = new("exceptionInfo");
    /// <summary><c>readMemory</c>.</summary>
    public static DapRequest<ReadMemoryArguments, ReadMemoryResponse> ReadMemory { get; } = new("readMemory");
    /// <summary><c>writeMemory</c>.</summary>
    public static DapRequest<WriteMemoryArguments, WriteMemoryResponse> WriteMemory { get; } = new("writeMemory");
    /// <summary><c>disassemble</c>.</summary>
    public static DapRequest<DisassembleArguments, DisassembleResponse> Disassemble { get; } = new("disassemble");
    /// <summary><c>source</c>.</summary>
    public static DapRequest<SourceArguments, SourceResponse> Source { get; } = new("source");
    /// <summary><c>modules</c>.</summary>
    public static DapRequest<ModulesArguments, ModulesResponse> Modules { get; } = new("modules");
    /// <summary><c>loadedSources</c>.</summary>
    public static DapRequest<NoArguments, LoadedSourcesResponse> LoadedSources { get; } = new("loadedSources");
    /// <summary><c>locations</c>.</summary>
    public static DapRequest<LocationsArguments, LocationsResponse> Locations { get; } = new("locations");
}
