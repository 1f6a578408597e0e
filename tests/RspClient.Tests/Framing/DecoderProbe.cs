using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Tests.Tables;

namespace RspDebug.RspClient.Tests.Framing;

/// <summary>Runs a decoder over pieces of input and writes down what comes out.</summary>
internal static class DecoderProbe
{
    public static string Describe(PacketDecoder decoder, params ReadOnlySpan<byte[]> pieces)
    {
        var events = new List<string>();
        foreach (byte[] piece in pieces)
        {
            decoder.Push(piece);
            while (decoder.TryRead(out PacketFrame frame)) events.Add(Describe(frame));
        }

        return events.Count == 0 ? "-" : string.Join("; ", MergeJunk(events));
    }

    private static string Describe(PacketFrame frame) => frame.Kind switch
    {
        FrameKind.Ack => "ack",
        FrameKind.Nak => "nak",
        FrameKind.BadChecksum => "bad " + TextTable.ToText(frame.Payload),
        _ => frame.Kind.ToString().ToLowerInvariant() + " " + TextTable.ToText(frame.Payload),
    };

    // How junk is cut depends on how it is delivered, and means nothing.
    private static List<string> MergeJunk(List<string> events)
    {
        var merged = new List<string>();
        foreach (string line in events)
        {
            bool joins = merged.Count > 0 && merged[^1].StartsWith("junk", StringComparison.Ordinal) && line.StartsWith("junk", StringComparison.Ordinal);
            if (joins) merged[^1] += line["junk ".Length..];
            else merged.Add(line);
        }

        return merged;
    }
}
