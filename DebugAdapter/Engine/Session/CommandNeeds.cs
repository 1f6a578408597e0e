namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>What a command asks of the target; decides what happens to it while the target runs.</summary>
internal enum CommandNeeds
{
    /// <summary>No target access: runs at once, also while the target runs.</summary>
    Nothing,

    /// <summary>A halted target: refused while it runs.</summary>
    Halted,

    /// <summary>A halted target for a moment: a running one is interrupted, served and resumed.</summary>
    ShortHalt,

    /// <summary>Ends the run (disconnect, restart): a running target is interrupted and stays halted.</summary>
    EndRun,
}
