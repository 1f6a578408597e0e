namespace RspDebug.VirtualBoard.Memory;

/// <summary>Who makes an access; some registers answer the core and the debugger differently.</summary>
public enum BusMaster : byte
{
    /// <summary>The processor, privileged.</summary>
    Core,

    /// <summary>The processor, unprivileged (Thread mode with nPRIV, or LDRT/STRT).</summary>
    CoreUnprivileged,

    /// <summary>The debug access port (AHB-AP): never changes the state of the core.</summary>
    Debugger,

    /// <summary>A peripheral with EasyDMA.</summary>
    Dma,
}
