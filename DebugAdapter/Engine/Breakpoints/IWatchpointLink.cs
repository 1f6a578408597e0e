namespace RspDebug.DebugAdapter.Engine.Breakpoints;

/// <summary>Inserts and removes one watchpoint at the server: one DWT comparator.</summary>
internal interface IWatchpointLink
{
    /// <summary>Inserts; gives null, or the reason why the server refused.</summary>
    /// <param name="access">What stops.</param>
    /// <param name="address">Aligned to the size.</param>
    /// <param name="sizeInBytes">1, 2 or 4.</param>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    ValueTask<string?> InsertWatchpointAsync(DataAccess access, uint address, int sizeInBytes, CancellationToken cancellationToken);

    /// <summary>Removes; a server that does not know the watchpoint is content.</summary>
    ValueTask RemoveWatchpointAsync(DataAccess access, uint address, int sizeInBytes, CancellationToken cancellationToken);
}
