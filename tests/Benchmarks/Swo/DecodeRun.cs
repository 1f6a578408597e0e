using RspDebug.Swo.Detection;
using RspDebug.Swo.Events;
using RspDebug.Swo.Itm;

namespace RspDebug.Swo.Benchmarks;

/// <summary>One pass over a stream, in pieces as a socket gives them.</summary>
internal static class DecodeRun
{
    private const int Piece = 1 << 16;

    /// <summary>To packet structs, many a call.</summary>
    public static long Packets(byte[] bytes, SwoFormat format)
    {
        var decoder = new SwoDecoder(new SwoDecoderOptions { Format = format });
        var packets = new ItmPacket[1024];
        long seen = 0;
        for (int at = 0; at < bytes.Length; at += Piece)
        {
            decoder.Push(bytes.AsSpan(at, Math.Min(Piece, bytes.Length - at)));
            for (int count; (count = decoder.Read(packets)) > 0;) seen += count;
        }

        return seen;
    }

    /// <summary>To packet structs, one a call.</summary>
    public static long SinglePackets(byte[] bytes, SwoFormat format)
    {
        var decoder = new SwoDecoder(new SwoDecoderOptions { Format = format });
        long seen = 0;
        for (int at = 0; at < bytes.Length; at += Piece)
        {
            decoder.Push(bytes.AsSpan(at, Math.Min(Piece, bytes.Length - at)));
            while (decoder.TryRead(out _)) seen++;
        }

        return seen;
    }

    /// <summary>To events with their time.</summary>
    public static long Events(byte[] bytes, SwoFormat format)
    {
        var decoder = new SwoDecoder(new SwoDecoderOptions { Format = format });
        var events = new TraceEventDecoder();
        var packets = new ItmPacket[1024];
        long seen = 0;
        for (int at = 0; at < bytes.Length; at += Piece)
        {
            decoder.Push(bytes.AsSpan(at, Math.Min(Piece, bytes.Length - at)));
            for (int count; (count = decoder.Read(packets)) > 0;)
            {
                for (int i = 0; i < count; i++)
                {
                    events.Push(packets[i]);
                    while (events.TryRead(out _)) seen++;
                }
            }
        }

        return seen;
    }
}
