namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>How frame names are rendered.</summary>
public sealed record StackFrameFormat(
    bool? Hex = null, bool? Parameters = null, bool? ParameterTypes = null, bool? ParameterNames = null,
    bool? ParameterValues = null, bool? Line = null, bool? Module = null, bool? IncludeAll = null);
