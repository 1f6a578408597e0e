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
    /// <summary>It runs, and has no chip to debug.</summary>
    NoTarget,
    /// <summary>It was lost, or did not answer, between its first sign of life and the start of the session.</summary>
    Lost,
    /// <summary>It runs, and does nothing: it neither prints nor answers nor uses the processor.</summary>
    Hung,
    /// <summary>Its port did not listen in time.</summary>
    NotReady,
}
