using RspDebug.Swo.Detection;
using RspDebug.Swo.Diagnosis;
using RspDebug.Swo.Itm;
using RspDebug.Swo.Tests.Board;

namespace RspDebug.Swo.Tests.Diagnosis;

/// <summary>Planted causes, and the findings that name them.</summary>
internal sealed class SwoDiagnoserTests
{
    [Test]
    public void Finish_NoBytes_SaysNothing() => Assert.That(Worst([]), Is.TypeOf<SwoFinding.Nothing>());

    [TestCase(0x00)]
    [TestCase(0xff)]
    public void Finish_ConstantLine_SaysWhichLevel(int value)
    {
        byte[] bytes = new byte[1_000_000];
        Array.Fill(bytes, (byte)value);
        Assert.That(Worst(bytes), Is.EqualTo(new SwoFinding.Constant((byte)value, bytes.Length)));
    }

    [Test]
    public void Finish_RandomBytes_AreGarbage()
    {
        byte[] bytes = new byte[50_000];
        new Random(1).NextBytes(bytes);
        Assert.That(Worst(bytes), Is.TypeOf<SwoFinding.Garbage>());
    }

    [Test]
    public void Finish_RawTrace_HasNoErrors()
    {
        SwoDiagnosis diagnosis = Diagnose(Trace());
        Assert.That(diagnosis.Format, Is.EqualTo(SwoFormat.Raw));
        Assert.That(diagnosis.Findings, Has.One.TypeOf<SwoFinding.Raw>());
        Assert.That(diagnosis.Findings.Select(finding => finding.Severity), Is.All.EqualTo(SwoSeverity.Information));
        Assert.That(diagnosis.Count(ItmPacketKind.Software), Is.GreaterThan(1000));
    }

    // The receiver's speed over the sender's.
    [TestCase(2, 1, true)]
    [TestCase(4, 1, true)]
    [TestCase(3, 1, true)]
    [TestCase(1, 2, false)]
    public void Finish_WrongBaud_IsNamed(int receiver, int sender, bool isTooFast)
    {
        SwoFinding worst = Worst(Resample(Trace(), receiver, sender));
        Assert.That(worst, Is.TypeOf<SwoFinding.WrongBaud>());
        Assert.That(((SwoFinding.WrongBaud)worst).ReceiverIsTooFast, Is.EqualTo(isTooFast));
        if (isTooFast) Assert.That(((SwoFinding.WrongBaud)worst).Ratio, Is.EqualTo(receiver / sender));
    }

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(100_000)]
    public void Finish_FramesWhereRawIsExpected_IsAMismatch(int piece)
    {
        byte[] frames = Framed(Trace());
        SwoDiagnosis diagnosis = Diagnose(frames, SwoFormat.Raw, piece);
        Assert.That(diagnosis.Findings[0], Is.EqualTo(new SwoFinding.FormatterMismatch(SwoFormat.Raw, SwoFormat.Tpiu)));
        Assert.That(diagnosis.Findings.OfType<SwoFinding.Framed>().Single().ItmStreamId, Is.EqualTo(1));
        Assert.That(diagnosis.Itm.Malformed, Is.Zero);
    }

    [Test]
    public void Finish_RawWhereFramesAreExpected_IsAMismatch() =>
        Assert.That(Diagnose(Trace(), SwoFormat.Tpiu).Findings[0], Is.EqualTo(new SwoFinding.FormatterMismatch(SwoFormat.Tpiu, SwoFormat.Raw)));

    [Test]
    public void Finish_BaudTooLow_ShowsOverflows()
    {
        var traced = new TracedBoard(2, 63, 0);
        traced.Board.Run(2_000_000, 3_000_000);
        SwoFinding.Overflows found = Diagnose(traced.Bytes).Findings.OfType<SwoFinding.Overflows>().Single();
        Assert.That(found.PerThousand, Is.GreaterThan(100));
        Assert.That(found.Severity, Is.EqualTo(SwoSeverity.Warning));
    }

    [Test]
    public void Finish_DamagedTrace_ShowsItsShare()
    {
        byte[] bytes = Trace();
        for (int i = 500; i < bytes.Length; i += 500) bytes[i] = 0x80;
        SwoDiagnosis diagnosis = Diagnose(bytes);
        Assert.That(diagnosis.Findings.OfType<SwoFinding.Damage>().Single().Malformed, Is.EqualTo(diagnosis.Itm.Malformed));
        Assert.That(diagnosis.Findings.OfType<SwoFinding.ReservedHeaders>().Single().Headers, Is.GreaterThan(0));
    }

    [Test]
    public void Finish_TraceAfterALowLine_IsStillReadable()
    {
        byte[] bytes = [.. new byte[20_000], .. Framed(Trace())];
        foreach (int piece in (int[])[1, 333, bytes.Length])
        {
            SwoDiagnosis diagnosis = Diagnose(bytes, SwoFormat.Undecided, piece);
            Assert.That(diagnosis.Format, Is.EqualTo(SwoFormat.Tpiu), $"pieces of {piece}");
            Assert.That(diagnosis.Count(ItmPacketKind.Software), Is.GreaterThan(1000));
        }
    }

    [Test]
    public void Finish_CutInsideAPacket_SaysTruncated()
    {
        byte[] bytes = Trace()[..2000];
        while (Diagnose(bytes).Findings.OfType<SwoFinding.Truncated>().SingleOrDefault() is null) bytes = bytes[..^1];
        Assert.That(bytes, Has.Length.GreaterThan(1990));
    }

    private static SwoFinding Worst(byte[] bytes) => Diagnose(bytes).Findings[0];

    private static SwoDiagnosis Diagnose(byte[] bytes, SwoFormat expected = SwoFormat.Undecided, int piece = 4096)
    {
        var diagnoser = new SwoDiagnoser(expected);
        for (int at = 0; at < bytes.Length; at += piece) diagnoser.Push(bytes.AsSpan(at, Math.Min(piece, bytes.Length - at)));
        return diagnoser.Finish();
    }

    private static byte[] Trace()
    {
        var traced = new TracedBoard(2, 7, 255);
        traced.Board.Run(2_000_000, 3_000_000);
        return traced.Bytes;
    }

    /// <summary>The board's formatter, without its pin.</summary>
    internal static byte[] Framed(byte[] itm)
    {
        var frames = new List<byte>();
        for (int at = 0; at < itm.Length; at += 14)
        {
            byte[] frame = new byte[16];
            frame[0] = 1 << 1 | 1;
            for (int i = 1; i < 15; i++)
            {
                byte value = at + i - 1 < itm.Length ? itm[at + i - 1] : (byte)0x70;
                if ((i & 1) == 0 && (value & 1) != 0)
                {
                    frame[15] |= (byte)(1 << i / 2);
                    value--;
                }

                frame[i] = value;
            }

            frames.AddRange(frame);
        }

        return [.. frames];
    }

    /// <summary>8N1 bytes on a line, read by a UART of another speed that does not check the stop bit.</summary>
    private static byte[] Resample(byte[] bytes, int receiver, int sender)
    {
        const int Steps = 4;                    // Per bit of the faster side.
        int sent = Steps * receiver, read = Steps * sender;
        var line = new List<bool>();
        foreach (byte value in bytes)
            for (int bit = 0; bit < 10; bit++)
                for (int step = 0; step < sent; step++) line.Add(bit == 9 || (bit > 0 && (value >> (bit - 1) & 1) != 0));
        var received = new List<byte>();
        for (int at = 1; at < line.Count; at++)
        {
            if (line[at] || !line[at - 1]) continue;
            int value = 0;
            for (int bit = 0; bit < 8; bit++)
                if (at + read * (bit + 1) + read / 2 is var middle && (middle >= line.Count || line[middle])) value |= 1 << bit;
            received.Add((byte)value);
            at += read * 9 + read / 2;
        }

        return [.. received];
    }
}
