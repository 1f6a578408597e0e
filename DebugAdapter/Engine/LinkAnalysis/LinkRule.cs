using RspDebug.DebugAdapter.Engine.Audit;

namespace RspDebug.DebugAdapter.Engine.LinkAnalysis;

/// <summary>A rule of the analysis: its name is stable and listed in docs/link.md.</summary>
/// <param name="Name">Such as <c>lost-dollar</c>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Advice">What to do.</param>
internal sealed record LinkRule(string Name, AuditSeverity Severity, string Advice)
{
    public static readonly LinkRule LostDollar = new("lost-dollar", AuditSeverity.Error,
        "A byte was lost: over a serial line enable hardware flow control or lower the baud rate; on a probe's virtual port try another cable or USB port without a hub.");

    public static readonly LinkRule DamagedPacket = new("damaged-packet", AuditSeverity.Error,
        "Bytes change on the way: check cable, hub and serial settings; over TCP this does not happen by itself, so look at what forwards the bytes.");

    public static readonly LinkRule DamagedWithoutAcks = new("damaged-without-acks", AuditSeverity.Error,
        "With acknowledgements off nobody asks for a damaged packet again. Leave them on for this link (gdb: set remote noack-packet off), or mend it.");

    public static readonly LinkRule SplitPacket = new("split-packet", AuditSeverity.Warning,
        "The rest of the packet was on its way: raise the receiver's time limit (gdb: set remotetimeout 10), or make packets smaller (gdb: set remote memory-read-packet-size).");

    public static readonly LinkRule TimeoutTooShort = new("timeout-too-short", AuditSeverity.Warning,
        "The server was only slow: raise the client's time limit (gdb: set remotetimeout 10; rsp-debug: launch key timeouts), and look why the server is slow.");

    public static readonly LinkRule LostAck = new("lost-ack", AuditSeverity.Warning,
        "A + was lost or never sent. Turn acknowledgements off where the server offers it (QStartNoAckMode), or mend the link.");

    public static readonly LinkRule LostRequest = new("lost-request", AuditSeverity.Error,
        "The server never acknowledged the request. OpenOCD is silent about a damaged one: check the link; otherwise see whether the server was busy.");

    public static readonly LinkRule LostReply = new("lost-reply", AuditSeverity.Error, "The reply was lost on the way, or the server dropped it: look at the server's own log at this time.");

    public static readonly LinkRule DoubleAck = new("double-ack", AuditSeverity.Warning,
        "The second + is taken for the next packet's, which is then never sent again when it is lost. Two programs may answer on this link, or a bridge repeats bytes.");

    public static readonly LinkRule OffByOne = new("off-by-one", AuditSeverity.Error,
        "From here on every reply may be taken for the answer to the next request, and values shown are wrong. End the session and start it again; raise the time limit that led to it.");

    public static readonly LinkRule UnexpectedReply = new("unexpected-reply", AuditSeverity.Warning,
        "Nobody asked for this packet: another client may share the server, or a request is missing in the log.");

    public static readonly LinkRule Unanswered = new("unanswered", AuditSeverity.Error,
        "Look at the server's own output at this time. QEMU drops what is sent while the target runs; OpenOCD answers a resume that failed with silence.");

    public static readonly LinkRule OpenAtEnd = new("open-at-end", AuditSeverity.Warning,
        "If the session hung here, this is the request that it hung at: look at the server's own output. If the log was only cut off, this is nothing.");

    public static readonly LinkRule NakForEver = new("nak-for-ever", AuditSeverity.Error,
        "st-util counts a damaged packet into every later checksum: connect again. With another server the link damages every packet of this kind.");

    public static readonly LinkRule AcksTurnedOn = new("acks-turned-on", AuditSeverity.Warning,
        "Black Magic Probe switches acknowledgements back on at qSupported: send qSupported first and QStartNoAckMode once, behind it.");

    public static readonly LinkRule InterruptWhileHalted = new("interrupt-while-halted", AuditSeverity.Warning,
        "OpenOCD and pyOCD remember the 0x03 and stop the next resume at once. Interrupt only while the target runs.");

    public static readonly LinkRule InterruptUnanswered = new("interrupt-unanswered", AuditSeverity.Error,
        "The target could not be halted: it may be in a sleep state without debug power, held in reset, or the probe lost it.");

    public static readonly LinkRule RequestWhileRunning = new("request-while-running", AuditSeverity.Note,
        "OpenOCD answers such requests; QEMU stops at any byte and loses the packet.");

    public static readonly LinkRule LinkClosed = new("link-closed", AuditSeverity.Error,
        "The server went away while it owed an answer. OpenOCD closes the connection at a register number that it does not know; otherwise see its last lines.");

    public static readonly LinkRule HandshakeSilent = new("handshake-silent", AuditSeverity.Error,
        "Something listens there and says nothing: another client may hold the server (most take one), or it waits for its probe. Check the port, and the server's output.");

    public static readonly LinkRule HandshakeNotRsp = new("handshake-not-rsp", AuditSeverity.Error,
        "This is no gdb port. OpenOCD: 3333 is gdb, 4444 telnet, 6666 Tcl; J-Link: 2331 is gdb, 2332 SWO, 2333 telnet.");

    public static readonly LinkRule HandshakeClosed = new("handshake-closed", AuditSeverity.Error,
        "The server closed the connection before it answered: it takes one client only, or could not examine the target. Its output has the reason.");

    public static readonly LinkRule Refused = new("refused", AuditSeverity.Note, "The server cannot do this; the error number is the server's own.");

    public static readonly LinkRule BreakpointRefused = new("breakpoint-refused", AuditSeverity.Warning,
        "No comparator is left (a Cortex-M4 has six for code), or the address cannot take this kind: in flash use hardware breakpoints (Z1).");

    public static readonly LinkRule WriteRefused = new("write-refused", AuditSeverity.Warning,
        "The memory was not written: flash needs load or vFlash packets, protected or unmapped memory cannot be written.");

    public static readonly LinkRule Unsupported = new("unsupported", AuditSeverity.Note, "The empty reply says that the server does not know the packet; clients then do without.");

    public static readonly LinkRule SlowReply = new("slow-reply", AuditSeverity.Warning,
        "Requests that take this long make every step slow: raise the adapter's clock, and keep other clients away from the probe.");

    public static readonly LinkRule ServerWarning = new("server-warning", AuditSeverity.Note, "The log's own words; look there for what came before.");

    public static readonly LinkRule OneSided = new("one-sided", AuditSeverity.Warning,
        "The log shows one direction only, so that nothing can be said about answers. Use a log of both, such as rsp-debug rsp proxy makes.");
}
