namespace RspDebug.RspClient.Packets;

/// <summary>Which time limit of <see cref="Session.RspTimeouts"/> a request has.</summary>
public enum TimeoutClass
{
    /// <summary>Handshake, queries, registers, breakpoints: answered from the stub's own state.</summary>
    Query,

    /// <summary>Memory access, which the probe carries out.</summary>
    Memory,

    /// <summary>A command of the stub (<c>qRcmd</c>), which may reset or erase the chip.</summary>
    Monitor,

    /// <summary><c>vFlash...</c> and checksums over large areas.</summary>
    Flash,

    /// <summary>One instruction.</summary>
    Step,

    /// <summary>The target runs as long as it runs, in a range step too.</summary>
    Run,
}
