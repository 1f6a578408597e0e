using RspDebug.Swo.Detection;
using RspDebug.Swo.Itm;
using RspDebug.Swo.Tpiu;

namespace RspDebug.Swo;

/// <summary>Bytes of an SWO pin in, ITM packets out: finds out the framing, takes frames apart, decodes packets.</summary>
/// <remarks>Until the framing is known (64 bytes to 4 KiB, by how clear it is) nothing comes out; <see cref="Settle"/> shortens the wait.</remarks>
public sealed class SwoDecoder
{
    private const int FirstSampleInBytes = 64, LastSampleInBytes = 4096;
    private const int KeptIdleBytes = 16;              // A synchronization may begin among them.

    private readonly SwoDecoderOptions _options;
    private readonly ItmDecoder _itm;
    private TpiuDecoder? _tpiu;
    private byte[] _held = [];
    private int _heldStart;
    private int _heldLength;
    private int _nextSample = FirstSampleInBytes;
    private bool _complete;
    private bool _ended;

    /// <summary>A decoder at the start of a stream.</summary>
    public SwoDecoder(SwoDecoderOptions? options = null)
    {
        _options = options ?? new SwoDecoderOptions();
        _itm = new ItmDecoder(new ItmDecoderOptions { TrackPages = _options.TrackPages, Armv8M = _options.Armv8M });
        Format = _options.Format;
        if (Format == SwoFormat.Tpiu) _tpiu = CreateTpiu(null);
    }

    /// <summary>The framing; <see cref="SwoFormat.Undecided"/> while it is being found out.</summary>
    public SwoFormat Format { get; private set; }

    /// <summary>What the first bytes looked like; null when the framing was given, or is not known yet.</summary>
    public FormatDetection? Detection { get; private set; }

    /// <summary>The stream in the frames that is decoded.</summary>
    public int ItmStreamId => _options.ItmStreamId ?? Detection?.ItmStreamId ?? TraceStreamId.UsualItm;

    /// <summary>Counts of the packet layer.</summary>
    public ItmStatistics Itm => _itm.Statistics;

    /// <summary>Counts of the frame layer; null for a raw stream.</summary>
    public TpiuStatistics? Tpiu => _tpiu?.Statistics;

    /// <summary>Bytes of other streams in the frames (ETM and the like), which are dropped.</summary>
    public long OtherStreamBytes { get; private set; }

    /// <summary>Bytes 00 or FF in front of everything, which are left out when there are thousands; they count in no offset.</summary>
    public long IdleBytes { get; private set; }

    /// <summary>True from a synchronization packet to the next damage.</summary>
    public bool IsSynchronized => _itm.IsSynchronized;

    /// <summary>Adds received bytes; the span is copied.</summary>
    public void Push(ReadOnlySpan<byte> received)
    {
        switch (Format)
        {
            case SwoFormat.Raw: _itm.Push(received); break;
            case SwoFormat.Tpiu: _tpiu!.Push(received); break;
            default: Hold(received); break;
        }
    }

    /// <summary>Says that no more bytes come for a while: the framing is decided with what there is, if it fits at all.</summary>
    public void Settle()
    {
        if (Format == SwoFormat.Undecided && _heldLength > 0) Decide(FormatDetector.Detect(_held.AsSpan(_heldStart, _heldLength)));
    }

    /// <summary>Says that no more bytes come.</summary>
    public void Complete()
    {
        if (Format == SwoFormat.Undecided)
        {
            Settle();
            if (Format == SwoFormat.Undecided) Begin(SwoFormat.Raw, null);
        }

        _complete = true;
        _tpiu?.Complete();
        if (_tpiu is null) _itm.Complete();
    }

    /// <summary>Takes the next packet.</summary>
    /// <returns>False when more bytes are needed.</returns>
    public bool TryRead(out ItmPacket packet)
    {
        while (!_itm.TryRead(out packet))
        {
            if (_tpiu is null) return false;
            if (!TryFeed(out bool isCut, out packet)) return false;
            if (isCut) return true;
        }

        return true;
    }

    /// <summary>Takes as many packets as there are and as fit: the same as <see cref="TryRead"/> again and again, several times as fast.</summary>
    /// <returns>How many; fewer than fit when more bytes are needed.</returns>
    public int Read(Span<ItmPacket> packets)
    {
        int count = 0;
        while (count < packets.Length)
        {
            count += _itm.Read(packets[count..]);
            if (count == packets.Length || !TryRead(out packets[count])) break;
            count++;
        }

        return count;
    }

    /// <summary>Moves bytes of the ITM stream from the frames to the packet decoder.</summary>
    private bool TryFeed(out bool isCut, out ItmPacket cut)
    {
        (isCut, cut) = (false, default);
        while (_tpiu!.TryRead(out TpiuChunk chunk))
        {
            if (chunk.StreamId != ItmStreamId)
            {
                OtherStreamBytes += chunk.Bytes.Length;
                continue;
            }

            if (chunk.IsAfterGap) isCut = _itm.TryBreak(out cut);
            _itm.Push(chunk.Bytes);
            return true;
        }

        if (!_complete || _ended) return false;
        _ended = true;
        _itm.Complete();
        return true;
    }

    private void Hold(ReadOnlySpan<byte> received)
    {
        if (_heldStart + _heldLength + received.Length > _held.Length)
        {
            int needed = _heldLength + received.Length;
            byte[] target = needed > _held.Length ? new byte[needed + 2 * LastSampleInBytes] : _held;
            _held.AsSpan(_heldStart, _heldLength).CopyTo(target);
            (_held, _heldStart) = (target, 0);
        }

        received.CopyTo(_held.AsSpan(_heldStart + _heldLength));
        _heldLength += received.Length;

        // Samples have fixed sizes, so that the verdict does not depend on how the bytes arrived.
        while (Format == SwoFormat.Undecided && _heldLength >= _nextSample)
        {
            if (TrySkipIdle()) continue;
            FormatDetection detection = FormatDetector.Detect(_held.AsSpan(_heldStart, _nextSample));
            if (detection.IsClear) Decide(detection);
            else if (_nextSample < LastSampleInBytes) _nextSample *= 2;
            else Begin(detection.Format == SwoFormat.Undecided ? SwoFormat.Raw : detection.Format, detection);
        }
    }

    /// <summary>A line that is held low, or only glitches, before the target starts says nothing about the framing of what comes.</summary>
    private bool TrySkipIdle()
    {
        ReadOnlySpan<byte> sample = _held.AsSpan(_heldStart, _nextSample);
        if (sample[0] is not (0 or 0xff) || sample.IndexOfAnyExcept(sample[0]) >= 0) return false;
        if (_nextSample < LastSampleInBytes)
        {
            _nextSample *= 2;
            return true;
        }

        _heldStart += LastSampleInBytes - KeptIdleBytes;
        _heldLength -= LastSampleInBytes - KeptIdleBytes;
        IdleBytes += LastSampleInBytes - KeptIdleBytes;
        _nextSample = FirstSampleInBytes;
        return true;
    }

    private void Decide(FormatDetection detection)
    {
        if (detection.Format != SwoFormat.Undecided) Begin(detection.Format, detection);
    }

    private void Begin(SwoFormat format, FormatDetection? detection)
    {
        (Format, Detection) = (format, detection);
        if (format == SwoFormat.Tpiu) _tpiu = CreateTpiu(detection);
        Push(_held.AsSpan(_heldStart, _heldLength));
        (_held, _heldStart, _heldLength) = ([], 0, 0);
    }

    private TpiuDecoder CreateTpiu(FormatDetection? detection) => new(new TpiuDecoderOptions
    {
        ItmStreamId = ItmStreamId,
        FirstStreamId = detection?.ItmStreamId == ItmStreamId ? ItmStreamId : null,
        FirstFrameOffset = _options.FirstFrameOffset ?? detection?.FirstFrameOffset,
    });
}
