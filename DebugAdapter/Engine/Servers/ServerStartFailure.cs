namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>Why a server is not there.</summary>
public enum ServerStartFailure
{
    /// <summary>The kind has no profile.</summary>
    NotSupported,
    /// <summary>Its program was not found.</summary>
    NotInstalled,
    /// <summary>Its program cannot be executed.</summary>
    NotExecutable,
    /// <summary>The TCP port was taken by another program.</summary>
    PortTaken,
    /// <summary>It ended before its port listened.</summary>
    Exited,
    /// <summary>Its port did not listen in time.</summary>
    NotReady,
}
