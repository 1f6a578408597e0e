using System.Collections.Immutable;
using RspDebug.RspClient.Framing;

namespace RspDebug.RspClient.Session;

/// <summary>How a session behaves. The defaults suit every known stub; a server profile changes what its server does better or worse.</summary>
public sealed record RspOptions
{
    /// <summary>Time limits.</summary>
    public RspTimeouts Timeouts { get; init; } = new();

    /// <summary>
    /// Makes every read until two in a row agree, and reads back what it writes. Done anyway on a link that shows damage, or whose transport
    /// does not detect it.
    /// </summary>
    public bool ConfirmReads { get; init; }

    /// <summary>Turns acknowledgements off where the stub offers it and the transport detects damage itself.</summary>
    public bool UseNoAckMode { get; init; } = true;

    /// <summary>
    /// In acknowledge mode, sends <c>+</c> together with the next packet: one write fewer a round trip. Only for stubs that do not wait for it:
    /// QEMU does not, Black Magic Probe does.
    /// </summary>
    public bool DeferAcks { get; init; }

    /// <summary>
    /// Reads of one batch that are sent before the first reply is awaited; 1 sends them one by one. QEMU and OpenOCD, halted, take 8 well (QEMU: 8 reads
    /// in the time of 3); a stub with a one-packet buffer (Black Magic Probe, st-util) may lose what comes early.
    /// </summary>
    public int PipelineDepth { get; init; } = 1;

    /// <summary>Allows memory access and commands while the target runs (OpenOCD). QEMU stops at any byte, so the default is false.</summary>
    public bool AllowRequestsWhileRunning { get; init; }

    /// <summary>Uses <c>X</c> where the stub has it.</summary>
    public bool UseBinaryWrites { get; init; } = true;

    /// <summary>
    /// Reads back what was written by <c>X</c> into memory that the map calls RAM, from <see cref="EarlyReplySizeInBytes"/> on: OpenOCD says OK
    /// to such a packet before it writes.
    /// </summary>
    public bool VerifyWrites { get; init; }

    /// <summary>OpenOCD answers an <c>X</c> of this many bytes before it carries it out (gdb_server.c, <c>fast_limit</c>).</summary>
    public const int EarlyReplySizeInBytes = 8;

    /// <summary>Upper bound of the packet size, for a stub that announces more than it can do; null takes what it announces.</summary>
    public int? MaxPacketSizeInBytes { get; init; }

    /// <summary>Bound of one received payload.</summary>
    public int MaxReplySizeInBytes { get; init; } = PacketDecoder.DefaultMaxPayloadSizeInBytes;

    /// <summary>How often one packet is sent again, or asked for again, before the link counts as lost.</summary>
    public int MaxRetransmissions { get; init; } = 3;

    /// <summary>
    /// Numbers for <c>p</c> and <c>P</c> by normalised name where they differ from target.xml (Black Magic Probe: <c>fpscr</c> is 0x14).
    /// </summary>
    public ImmutableDictionary<string, int> RegisterNumbers { get; init; } = ImmutableDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>Packets kept in <see cref="RspSession.History"/>.</summary>
    public int HistoryCapacity { get; init; } = 64;

    /// <summary>Sees every packet; null for none.</summary>
    public IPacketObserver? Observer { get; init; }

    /// <summary>Gets console output and other events; null for none.</summary>
    public IRspEvents? Events { get; init; }

    /// <summary>Serves File-I/O (semihosting through the stub); null refuses every call with ENOSYS.</summary>
    public IFileIoHandler? FileIo { get; init; }

    /// <summary>The clock of all time limits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
