using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.Tests.Trace;

/// <summary>Frames by the CoreSight Architecture Specification, "Trace formatter".</summary>
internal sealed class FormatterTests
{
    [Test]
    public void Frame_FirstBytes_AreAsTheSpecificationDrawsThem()
    {
        TraceBench bench = Formatted();
        for (uint i = 0; i < 7; i++) bench.Write(0, 1, 0x40 + i);      // 01 40 01 41 ... : 14 bytes
        bench.Write(0, 1, 0xFF);
        bench.Drain();

        // Byte 0: stream 1. Odd bytes 01 as they are (offset 1, 3, ...); even bytes 40..46 with bit 0 in byte 15.
        Assert.That(bench.Bytes, Is.EqualTo("ffffff7f" + "03" + "0140" + "0140" + "0142" + "0142" + "0144" + "0144" + "0146" + "54"));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(13)]
    [TestCase(14)]
    [TestCase(15)]
    [TestCase(40)]
    public void Frame_Flushed_GivesBackTheBytes(int packets)
    {
        TraceBench bench = Formatted();
        var expected = new List<byte>();
        for (int i = 0; i < packets; i++)
        {
            bench.Write(1, 1, (uint)(0x81 + 3 * i));
            expected.AddRange([0x09, (byte)(0x81 + 3 * i)]);
            bench.Board.Run(1_000_000, 5_000);
        }

        bench.Drain();
        bench.Debug.Write(TraceBench.Ffcr, 0x142);      // FOnMan
        bench.Drain();
        Assert.That(Stream(bench.RawBytes.AsSpan(4), 1), Is.EqualTo(expected));
    }

    [Test]
    public void Frame_SwitchedOff_EmptiesIt()
    {
        TraceBench bench = Formatted();
        bench.Write(0, 1, 0x55);
        bench.Drain();
        bench.Debug.Write(TraceBench.Ffcr, 0x100);
        bench.Write(0, 1, 0x56);
        bench.Drain();
        Assert.That(bench.RawBytes, Has.Length.EqualTo(4 + 16 + 2));
        Assert.That(Stream(bench.RawBytes.AsSpan(4, 16), 1), Is.EqualTo(new byte[] { 0x01, 0x55 }));
    }

    private static TraceBench Formatted()
    {
        var bench = new TraceBench(1 << 16, 7);
        bench.Debug.Write(TraceBench.Ffcr, 0x102);
        return bench;
    }

    /// <summary>Unpacks frames as the specification tells a reader to, straight and slowly.</summary>
    private static List<byte> Stream(ReadOnlySpan<byte> frames, int wanted)
    {
        var bytes = new List<byte>();
        int current = 0;
        for (; frames.Length >= 16; frames = frames[16..])
        {
            for (int i = 0; i < 15; i++)
            {
                bool auxiliary = (frames[15] >> i / 2 & 1) != 0;
                if (i % 2 == 1 || (frames[i] & 1) == 0)
                {
                    int data = i % 2 == 1 ? frames[i] : frames[i] | (auxiliary ? 1 : 0);
                    if (current == wanted) bytes.Add((byte)data);
                    continue;
                }

                // A delayed id: the odd byte after it is the old stream's.
                if (auxiliary && i < 14 && current == wanted) bytes.Add(frames[i + 1]);
                if (auxiliary && i < 14)
                {
                    current = frames[i] >> 1;
                    i++;
                }
                else current = frames[i] >> 1;
            }
        }

        return bytes;
    }
}
