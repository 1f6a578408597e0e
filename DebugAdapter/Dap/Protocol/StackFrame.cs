namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A frame; <c>Line</c> and <c>Column</c> are 0 without source.</summary>
public sealed record StackFrame(
    int Id, string Name, int Line, int Column, Source? Source = null, int? EndLine = null, int? EndColumn = null,
    bool? CanRestart = null, string? InstructionPointerReference = null, string? ModuleId = null,
    string? PresentationHint = null);
