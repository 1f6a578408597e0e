namespace RspDebug.DebugAdapter.Engine.Breakpoints;

/// <summary>Inserts and removes one breakpoint at the server.</summary>
internal interface IBreakpointLink
{
    /// <summary>Inserts; gives null, or the reason why the server refused.</summary>
    ValueTask<string?> InsertAsync(BreakpointHolder holder, uint address, CancellationToken cancellationToken);

    /// <summary>Removes; a server that does not know the breakpoint is content.</summary>
    ValueTask RemoveAsync(BreakpointHolder holder, uint address, CancellationToken cancellationToken);
}
