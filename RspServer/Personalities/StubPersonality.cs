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

    /// <summary>Packets that get no answer at all and are not carried out, by name as in <see cref="HiddenPackets"/>.</summary>
    public ImmutableHashSet<string> SilentPackets { get; init; } = [];

    /// <summary>Every so many packets of the client count as damaged; 0 for none.</summary>
    public int MishearsEvery { get; init; }

    /// <summary>Every so many packets to the client have a wrong checksum; 0 for none.</summary>
    public int MumblesEvery { get; init; }

    /// <summary>Log text sent as a console packet between each request and its reply (OpenOCD with its log on); null for none.</summary>
    public string? LogBeforeReplies { get; init; }

    /// <summary>Empty console packets before and behind each reply (OpenOCD: keep-alives that were late).</summary>
    public int KeepAlivesAroundReplies { get; init; }

    /// <summary><c>p</c> or <c>P</c> of an unknown register ends the session (OpenOCD).</summary>
    public bool DropsOnUnknownRegister { get; init; }

    /// <summary><c>qSupported</c> turns acknowledgements on again (Black Magic Probe).</summary>
    public bool AcknowledgesAfterSupported { get; init; }

    /// <summary>An <c>X</c> of 8 bytes or more is answered before it is carried out, whatever comes of it (OpenOCD).</summary>
    public bool AnswersWritesEarly { get; init; }

    /// <summary>The memory map has a literal backslash-n between its elements (probe-rs).</summary>
    public bool WritesLiteralNewlines { get; init; }

    /// <summary>Damage on the way to the client.</summary>
    public LinkFaults Faults { get; init; } = LinkFaults.None;

    /// <summary>Damage on the way from the client: its bytes are flipped, dropped and repeated, never delayed.</summary>
    public LinkFaults FaultsFromClient { get; init; } = LinkFaults.None;
}
