using RspDebug.Swo.Detection;
using RspDebug.Swo.Events;
using RspDebug.Swo.Itm;
using RspDebug.Swo.Tests.Diagnosis;
using RspDebug.Swo.Tests.Board;
using RspDebug.Swo.UserPackets;

namespace RspDebug.Swo.Tests;

/// <summary>Once the buffers have their size, packets and events cost no memory.</summary>
internal sealed class AllocationTests
{
    [TestCase(false)]
    [TestCase(true)]
    public void TryRead_Trace_AllocatesNothing(bool isFramed)
    {
        var traced = new TracedBoard(2 | 8, 3, 255, dataTrace: 3);
        traced.Board.Run(1_000_000, 3_000_000);
        byte[] bytes = isFramed ? SwoDiagnoserTests.Framed(traced.Bytes) : traced.Bytes;
        bytes = bytes[..(bytes.Length / 1024 * 1024)];
        var decoder = new SwoDecoder(new SwoDecoderOptions { Format = isFramed ? SwoFormat.Tpiu : SwoFormat.Raw });
        var events = new TraceEventDecoder();
        var packets = new UserPacketDecoder(new UserPacketSchema([0], []), 0);
        int seen = 0;
        long least = long.MaxValue;

        // The runtime may allocate a little for itself while it warms up; a packet would do so in each round.
        for (int i = 0; i < 6; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            seen += Run(decoder, events, packets, bytes);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.That(least, Is.Zero);
        Assert.That(seen, Is.GreaterThan(5000));
    }

    private static int Run(SwoDecoder decoder, TraceEventDecoder events, UserPacketDecoder users, byte[] bytes)
    {
        int seen = 0;
        for (int at = 0; at < bytes.Length; at += 512)
        {
            decoder.Push(bytes.AsSpan(at, 512));
            while (decoder.TryRead(out ItmPacket packet))
            {
                events.Push(packet);
                while (events.TryRead(out TraceEvent next))
                {
                    seen++;
                    if (next.Data.Value is not { } value) continue;
                    users.Push(new SoftwareWrite(0, 4, value), next.Time);
                    while (users.TryRead(out _)) { }
                }
            }
        }

        return seen;
    }
}
