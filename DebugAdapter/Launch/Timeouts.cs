namespace RspDebug.DebugAdapter.Launch;

/// <summary>Limits of the waits of a session, in milliseconds.</summary>
public sealed record Timeouts
{
    /// <summary>From the start of the server until its RSP port listens.</summary>
    public int ServerStartMs { get; init; } = 10_000;

    /// <summary>
    /// How long a server on this computer may be still while it starts or does not answer its first packets: it prints nothing, sends nothing and uses no
    /// processor time. Then it hangs, and the session ends with its last lines; 0 waits for the other limits.
    /// </summary>
    public int SilenceMs { get; init; } = 1_500;

    /// <summary>For making the connection to the server.</summary>
    public int ConnectMs { get; init; } = 5_000;

    /// <summary>For the reply to a packet.</summary>
    public int ReplyMs { get; init; } = 5_000;

    /// <summary>From an interrupt until the target is halted.</summary>
    public int HaltMs { get; init; } = 3_000;

    /// <summary>For one instruction step.</summary>
    public int StepMs { get; init; } = 5_000;

    /// <summary>For connecting again when the link to a server that still runs is lost; 0 ends the session at once.</summary>
    public int ReconnectMs { get; init; } = 10_000;

    /// <summary>For a reply while flash is erased or written, or while a server command runs.</summary>
    public int FlashMs { get; init; } = 60_000;
}
