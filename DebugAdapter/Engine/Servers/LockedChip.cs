namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>What to say of a chip whose debug port is locked; the same words whatever server found it out.</summary>
internal static class LockedChip
{
    /// <summary>Names the lock, what unlocking costs, and how it is done.</summary>
    /// <param name="how">What to do with this server, as the middle of a sentence.</param>
    public static string Explain(string how) =>
        $"The chip's debug port is locked (on an nRF52 by APPROTECT). Unlocking ERASES the whole chip: flash, UICR and RAM. If that is wanted, {how}, or run `nrfjprog --recover`; nothing was erased so far.";
}
