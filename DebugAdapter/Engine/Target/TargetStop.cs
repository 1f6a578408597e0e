namespace RspDebug.DebugAdapter.Engine.Target;

/// <summary>What a stop reply said.</summary>
/// <param name="Kind">The kind of stop, as far as the server tells.</param>
/// <param name="Signal">Signal number; 5 is SIGTRAP, 2 SIGINT.</param>
/// <param name="Pc">Expedited PC, if any.</param>
/// <param name="WatchAddress">Data address of a watchpoint hit.</param>
/// <param name="Detail">Exit code or the server's own words.</param>
internal sealed record TargetStop(TargetStopKind Kind, int Signal, uint? Pc = null, uint? WatchAddress = null, string? Detail = null);
