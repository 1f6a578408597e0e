namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The structured error of a response: a stable id, and the text with its next action.</summary>
public sealed record Message(
    int Id, string Format, bool? SendTelemetry = null, bool? ShowUser = null, string? Url = null,
    string? UrlLabel = null);
