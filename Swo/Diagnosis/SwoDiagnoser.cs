using System.Collections.Immutable;
using RspDebug.Swo.Detection;
using RspDebug.Swo.Itm;

namespace RspDebug.Swo.Diagnosis;

/// <summary>Looks at SWO bytes and says what is wrong with them. Bytes in at any split; the verdict may be asked for at any time, once.</summary>
public sealed class SwoDiagnoser
{
    private const int LeastBytes = 32;

    private readonly SwoFormat _expected;
    private readonly SwoDecoder _decoder;
    private readonly ByteProfile _profile = new();
    private readonly long[] _kinds = new long[(int)ItmPacketKind.Incomplete + 1];
    private readonly byte[] _sample = new byte[4096];
    private int _sampleLength;
    private long _reserved;
    private long _delayed;
    private int _cut;

    /// <summary>A diagnoser that has seen nothing.</summary>
    /// <param name="expected">What the reader is set to, to be compared with what comes; undecided: nothing is expected.</param>
    /// <param name="options">How to decode; its format is ignored.</param>
    public SwoDiagnoser(SwoFormat expected = SwoFormat.Undecided, SwoDecoderOptions? options = null)
    {
        _expected = expected;
        _decoder = new SwoDecoder((options ?? new SwoDecoderOptions()) with { Format = SwoFormat.Undecided });
    }

    /// <summary>Adds received bytes.</summary>
    public void Push(ReadOnlySpan<byte> received)
    {
        _profile.Add(received);
        Sample(received);
        _decoder.Push(received);
        Count();
    }

    /// <summary>Gives the verdict; no bytes can be added after it.</summary>
    public SwoDiagnosis Finish()
    {
        _decoder.Complete();
        Count();
        var findings = new List<SwoFinding>();
        SwoFormat format = SwoFormat.Undecided;
        if (FindUnreadable() is { } unreadable) findings.Add(unreadable);
        else format = FindFormat(findings);
        if (format != SwoFormat.Undecided) FindShares(findings);
        return new SwoDiagnosis(
            _profile.Bytes, format, _decoder.Itm, format == SwoFormat.Tpiu ? _decoder.Tpiu : null, [.. _kinds],
            [.. findings.OrderByDescending(finding => finding.Severity)]);
    }

    /// <summary>Keeps the first bytes that are not just a line at rest.</summary>
    private void Sample(ReadOnlySpan<byte> received)
    {
        while (!received.IsEmpty && _sampleLength < _sample.Length)
        {
            int kept = Math.Min(received.Length, _sample.Length - _sampleLength);
            received[..kept].CopyTo(_sample.AsSpan(_sampleLength));
            _sampleLength += kept;
            received = received[kept..];
            if (_sampleLength == _sample.Length && (_sample[0] is 0 or 0xff) && _sample.AsSpan().IndexOfAnyExcept(_sample[0]) < 0) _sampleLength = 0;
        }
    }

    private void Count()
    {
        while (_decoder.TryRead(out ItmPacket packet))
        {
            _kinds[(int)packet.Kind]++;
            switch (packet.Kind)
            {
                case ItmPacketKind.Malformed when packet.Reason == MalformedReason.ReservedHeader: _reserved++; break;
                case ItmPacketKind.LocalTimestamp when packet.LocalTimestamp.Control != TimestampControl.Exact: _delayed++; break;
                case ItmPacketKind.Incomplete: _cut = packet.SizeInBytes; break;
            }
        }
    }

    private SwoFinding? FindUnreadable()
    {
        if (_profile.Bytes == 0) return new SwoFinding.Nothing();
        if (_profile.OnlyValue is { } value && (_profile.Bytes >= LeastBytes || value is 0 or 0xff)) return new SwoFinding.Constant(value, _profile.Bytes);
        FormatDetection detection = FormatDetector.Detect(_sample.AsSpan(0, _sampleLength));
        if (detection.Format != SwoFormat.Undecided) return null;
        if (_profile.Bytes < LeastBytes) return new SwoFinding.TooShort(_profile.Bytes);
        return _profile.FindWrongBaud() ?? (SwoFinding)new SwoFinding.Garbage(detection);
    }

    private SwoFormat FindFormat(List<SwoFinding> findings)
    {
        FormatDetection? detection = _decoder.Detection;
        if (_decoder.Format == SwoFormat.Tpiu && _decoder.Tpiu is { } tpiu)
        {
            findings.Add(new SwoFinding.Framed(_decoder.ItmStreamId, detection?.FirstFrameOffset ?? 0, tpiu.FullSynchronizations));
            if (tpiu.Realignments > 0) findings.Add(new SwoFinding.BrokenFrames(tpiu.Realignments, tpiu.SkippedBytes));
            long all = _decoder.OtherStreamBytes + _decoder.Itm.Bytes;
            if (_decoder.OtherStreamBytes > 0) findings.Add(new SwoFinding.OtherStreams(_decoder.OtherStreamBytes, PerThousand(_decoder.OtherStreamBytes, all)));
        }
        else
        {
            findings.Add(new SwoFinding.Raw(detection?.RawErrors ?? 0));
        }

        if (_expected != SwoFormat.Undecided && _expected != _decoder.Format) findings.Add(new SwoFinding.FormatterMismatch(_expected, _decoder.Format));
        return _decoder.Format;
    }

    private void FindShares(List<SwoFinding> findings)
    {
        ItmStatistics itm = _decoder.Itm;
        long damaged = itm.Malformed;
        if (itm.Overflows > 0) findings.Add(new SwoFinding.Overflows(itm.Overflows, PerThousand(itm.Overflows, itm.Packets)));
        if (_reserved > 0) findings.Add(new SwoFinding.ReservedHeaders(_reserved, PerThousand(_reserved, itm.Packets)));
        if (damaged > 0) findings.Add(new SwoFinding.Damage(damaged, itm.SkippedBytes, PerThousand(itm.SkippedBytes, itm.Bytes)));
        if (_cut > 0) findings.Add(new SwoFinding.Truncated(_cut));
        if (itm.Synchronizations == 0) findings.Add(new SwoFinding.NoSynchronization());
        long stamps = _kinds[(int)ItmPacketKind.LocalTimestamp];
        long sources = _kinds[(int)ItmPacketKind.Software];
        for (ItmPacketKind kind = ItmPacketKind.EventCounter; kind <= ItmPacketKind.Hardware; kind++) sources += _kinds[(int)kind];
        if (stamps == 0 && sources > 0) findings.Add(new SwoFinding.NoTimestamps(sources));
        if (_delayed > 0) findings.Add(new SwoFinding.DelayedTimestamps(_delayed, PerThousand(_delayed, stamps)));
    }

    private static int PerThousand(long count, long of) => of == 0 ? 0 : (int)(count * 1000 / of);
}
