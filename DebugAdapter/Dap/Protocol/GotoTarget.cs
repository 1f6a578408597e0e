namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A place that can be jumped to.</summary>
public sealed record GotoTarget(
    int Id, string Label, int Line, int? Column = null, int? EndLine = null, int? EndColumn = null,
    string? InstructionPointerReference = null);
