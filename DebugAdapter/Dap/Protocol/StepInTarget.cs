namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>A call that can be stepped into.</summary>
public sealed record StepInTarget(
    int Id, string Label, int? Line = null, int? Column = null, int? EndLine = null, int? EndColumn = null);
