namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The image that is being debugged.</summary>
public sealed record ProcessEvent(
    string Name, int? SystemProcessId = null, bool? IsLocalProcess = null, string? StartMethod = null,
    int? PointerSize = null);
