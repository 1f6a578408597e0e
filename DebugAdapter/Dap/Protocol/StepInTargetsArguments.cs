namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The frame whose calls are asked for.</summary>
public sealed record StepInTargetsArguments(int FrameId);
