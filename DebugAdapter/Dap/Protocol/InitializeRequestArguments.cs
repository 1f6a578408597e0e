namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>Who the client is and what it can do.</summary>
public sealed record InitializeRequestArguments(
    string AdapterID, string? ClientID = null, string? ClientName = null, string? Locale = null,
    bool? LinesStartAt1 = null, bool? ColumnsStartAt1 = null, string? PathFormat = null,
    bool? SupportsVariableType = null, bool? SupportsVariablePaging = null, bool? SupportsRunInTerminalRequest = null,
    bool? SupportsMemoryReferences = null, bool? SupportsProgressReporting = null,
    bool? SupportsInvalidatedEvent = null, bool? SupportsMemoryEvent = null,
    bool? SupportsArgsCanBeInterpretedByShell = null, bool? SupportsStartDebuggingRequest = null,
    bool? SupportsANSIStyling = null);
