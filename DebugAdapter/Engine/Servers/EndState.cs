namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>What becomes of the target when the debug session ends.</summary>
public enum EndState
{
    /// <summary>It runs on.</summary>
    Running,
    /// <summary>It stays halted.</summary>
    Halted,
    /// <summary>The server ends, and an emulated target with it.</summary>
    ServerEnds,
    /// <summary>No proof was found.</summary>
    Unknown,
}
