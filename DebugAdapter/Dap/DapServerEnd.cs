namespace RspDebug.DebugAdapter.Dap;

/// <summary>How a conversation ended.</summary>
public enum DapServerEnd
{
    /// <summary>The client said <c>disconnect</c> and was answered.</summary>
    Disconnected,
    /// <summary>The client's stream ended without <c>disconnect</c>: it crashed or was killed.</summary>
    ClientLost,
    /// <summary>The client's bytes were not messages.</summary>
    Malformed,
}
