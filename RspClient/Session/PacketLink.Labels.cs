namespace RspDebug.RspClient.Session;

// How the history names what was sent and received, by the numbers of SentKind and FrameKind.
internal sealed partial class PacketLink
{
    private static readonly string[] SentLabels = ["packet", "again", "ack", "nak", "interrupt"];

    private static readonly string[] ReceivedLabels =
        ["ack", "nak", "packet", "notification", "bad-checksum", "malformed", "truncated", "oversize", "junk"];
}
