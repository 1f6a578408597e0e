namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The target halted. <c>Reason</c> is one of <see cref="StoppedReason"/>.</summary>
public sealed record StoppedEvent(
    string Reason, string? Description = null, int? ThreadId = null, bool? PreserveFocusHint = null,
    string? Text = null, bool? AllThreadsStopped = null, IReadOnlyList<int>? HitBreakpointIds = null);
