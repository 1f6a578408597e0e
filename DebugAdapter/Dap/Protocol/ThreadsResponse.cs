namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>All threads; bare metal has one.</summary>
public sealed record ThreadsResponse(IReadOnlyList<Thread> Threads);
