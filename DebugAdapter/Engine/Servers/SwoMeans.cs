namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>How a kind of server hands out the SWO bytes of its probe.</summary>
public sealed record SwoMeans
{
    /// <summary>It does not; the text says what to do.</summary>
    public string? Unavailable { get; init; }

    /// <summary>The TCP port that it always uses; null when it is told one.</summary>
    public int? FixedPort { get; init; }

    /// <summary>Commands (for <c>qRcmd</c>) that make it receive and hand out.</summary>
    public Func<SwoLine, IReadOnlyList<string>> Commands { get; init; } = static _ => [];

    /// <summary>It sets up the TPIU itself; otherwise that is done by writes.</summary>
    public bool SetsUpTracePort { get; init; }

    /// <summary>Nothing is known of the server: the user says where the bytes come from.</summary>
    public static SwoMeans Unknown { get; } = new() { Unavailable = "It is not known how this server hands out SWO. Set swoConfig.source to socket (with swoPort), serial or file (with swoPath)." };
}
