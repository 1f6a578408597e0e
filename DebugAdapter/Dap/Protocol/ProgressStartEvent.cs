namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>Something long begins; ended by a <see cref="ProgressEndEvent"/> with the same id.</summary>
public sealed record ProgressStartEvent(
    string ProgressId, string Title, int? RequestId = null, bool? Cancellable = null, string? Message = null,
    double? Percentage = null);
