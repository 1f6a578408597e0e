namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A breakpoint as it was set; <c>Message</c> says why when it is not verified.</summary>
public sealed record Breakpoint(
    bool Verified, int? Id = null, string? Message = null, Source? Source = null, int? Line = null, int? Column = null,
    int? EndLine = null, int? EndColumn = null, string? InstructionReference = null, long? Offset = null,
    string? Reason = null);
