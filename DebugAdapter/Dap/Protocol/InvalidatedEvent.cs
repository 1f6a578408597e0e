namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The client should ask again for what it shows.</summary>
public sealed record InvalidatedEvent(IReadOnlyList<InvalidatedAreas>? Areas = null, int? ThreadId = null, int? StackFrameId = null);
