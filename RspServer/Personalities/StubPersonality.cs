using System.Collections.Immutable;

namespace RspDebug.RspServer.Personalities;

/// <summary>How this stub behaves where stubs differ, so that a client can be tried against the habits of others.</summary>
public sealed record StubPersonality
{
    /// <summary>This product's own manners: everything offered, everything answered.</summary>
    public static StubPersonality Plain { get; } = new();

    /// <summary>The advertised packet size in bytes; a packet may be a little larger (framing).</summary>
    public int PacketSizeInBytes { get; init; } = 0x4000;

    /// <summary>Whether <c>QStartNoAckMode</c> is offered.</summary>
    public bool OffersNoAckMode { get; init; } = true;

    /// <summary>Whether replies use run lengths.</summary>
    public bool RunLengths { get; init; }

    /// <summary>The reaction to a damaged packet.</summary>
    public ChecksumReaction BadChecksum { get; init; } = ChecksumReaction.Nak;

    /// <summary>Whether <c>-</c> from the client ends the session (the gdbstub crate) instead of repeating the last packet.</summary>
    public bool NakEndsSession { get; init; }

    /// <summary>The actions that <c>vCont?</c> lists; empty hides <c>vCont</c>.</summary>
    public string ContinueActions { get; init; } = "cCsSrt";

    /// <summary>How stop replies are written.</summary>
    public StopReplyForm StopReplies { get; init; } = StopReplyForm.Full;

    /// <summary>Packets answered with the empty reply: a name such as <c>X</c>, <c>qCRC</c>, <c>vFlashErase</c>, <c>Z0</c>, <c>qXfer:memory-map</c>.</summary>
    public ImmutableHashSet<string> HiddenPackets { get; init; } = [];

    /// <summary>Features of target.xml left out, with their registers.</summary>
    public ImmutableHashSet<string> HiddenFeatures { get; init; } = [];

    /// <summary>Register numbers on the wire where they differ from the target's own: target number to wire number.</summary>
    public ImmutableDictionary<int, int> WireRegisterNumbers { get; init; } = ImmutableDictionary<int, int>.Empty;

    /// <summary>How many registers <c>g</c> carries, from the lowest wire number; null for all.</summary>
    public int? GeneralRegisterCount { get; init; }

    /// <summary>Empty console packets sent this often while the target runs; null for none (OpenOCD: 500 ms).</summary>
    public TimeSpan? KeepAlive { get; init; }

    /// <summary>The spelling of the only thread's id in <c>T</c> and <c>qC</c>; null for its number (J-Link: <c>dead</c>).</summary>
    public string? ThreadText { get; init; }

    /// <summary>Damage on the link.</summary>
    public LinkFaults Faults { get; init; } = LinkFaults.None;
}
