using RspDebug.Swo.Itm;

namespace RspDebug.Swo.Tpiu;

/// <summary>Where frames begin: at the start, and again after damage.</summary>
public sealed partial class TpiuDecoder
{
    private const int FirstFrames = 16, Frames = 4, HistoryFrames = 16;
    private const int FirstWindow = FrameReader.FrameSizeInBytes + FirstFrames * FrameReader.LargestSizeInBytes;
    private const int Window = 2 * FrameReader.FrameSizeInBytes + Frames * FrameReader.LargestSizeInBytes;
    private const int HistorySizeInBytes = HistoryFrames * FrameReader.LargestSizeInBytes;
    private const int FramesPerCheck = 64, FramesPerCheckAfterDamage = 16, ErrorsForDoubt = 3, FramesPerCheckOfNewStream = 3;
    private const int FramesToForgetDamage = 16384, BytesToProveTheft = 150;

    // Costs of supposing damage, on the scale of FrameJudge.
    private const int OneByteInPreviousFrame = 3, OneByteInThisFrame = 10, WholeFrame = 12, MoreBytes = 14, OtherStream = 6;

    private readonly KnownStreams _known = new();
    private readonly bool[] _gapFor = new bool[TraceStreamId.Count];
    private readonly (long Offset, int Stream)[] _history = new (long, int)[HistoryFrames];
    private int _historyNext;
    private int _historyCount;
    private int _toSkip;
    private int _framesToCheck = FramesPerCheck;
    private int _damageLeft;
    private long _trusted = -1;

    /// <summary>Whether bytes were lost not long ago: only then is a new id taken for anything but a new stream.</summary>
    private bool ExpectsDamage => _damageLeft > 0;

    private bool IsCheckDue => _framesToCheck <= 0;

    /// <summary>Takes a frame, or does something else that gets further; false when bytes are missing.</summary>
    private bool TryTakeFrame()
    {
        if (!IsAligned) return TryAlign();
        if (_toSkip > 0) return TrySkip();
        ReadOnlySpan<byte> bytes = _buffer.AsSpan(0, _end);
        if (FrameReader.IsFullSynchronization(bytes[_start..]))
        {
            _full++;
            _start += 4;
            return true;
        }

        if (!FrameReader.TryRead(bytes, _start, _frame, out int end, out int half)) return _complete && TrySkipRest();
        bool isTrusted = _bufferOffset + _start == _trusted;
        if (HasDoubtfulId() || HasPaddingWithContent() || (!isTrusted && IsCheckDue && IsContentBroken(bytes))) return TryRealign(bytes, end, half, isTrusted);
        if (IsCheckDue) _framesToCheck = ExpectsDamage ? FramesPerCheckAfterDamage : FramesPerCheck;
        Take(end, half, DoubtfulId.Believe);
        return true;
    }

    private void Take(int end, int half, DoubtfulId doubt)
    {
        Learn(doubt);

        int before = _stream;
        _content.Read(_frame, ref _stream, doubt, _known.Mask, _itmStream);
        _contentNext = 0;
        _half += half;
        (int after, _stream) = (_stream, before);
        OnFrame(_start, end);
        _stream = after;
        if (after < 0 || _known.Contains(after) || (!ExpectsDamage && !TraceStreamId.IsReserved(after))) return;

        // In a damaged stream a new id is most likely damage too. What is left of the frame is lost, no more.
        _stream = _itmStream;
        _gapAfterContent = true;
    }

    private void Learn(DoubtfulId doubt)
    {
        int unknown = 0;
        for (int even = 0; even < FrameReader.FrameSizeInBytes; even += 2)
        {
            if (!FrameReader.IsId(_frame, even)) continue;
            int id = _frame[even] >> 1;
            if (_known.Contains(id)) continue;
            if (!ExpectsDamage) _known.OnNew(id);
            unknown++;
        }

        if (unknown == 0) return;
        if (doubt != DoubtfulId.Believe) _rejected += unknown;
        else if (ExpectsDamage) _framesToCheck = Math.Min(_framesToCheck, FramesPerCheckOfNewStream);
    }

    private void OnFrame(int from, int end)
    {
        _history[_historyNext] = (_bufferOffset + from, _stream);
        _historyNext = (_historyNext + 1) % HistoryFrames;
        _historyCount = Math.Min(_historyCount + 1, HistoryFrames);
        _start = end;
        _frames++;
        _framesToCheck--;
        _damageLeft--;
        _known.OnFrame();
    }

    private bool HasDoubtfulId()
    {
        for (int even = 0; even < FrameReader.FrameSizeInBytes; even += 2)
            if (FrameReader.IsId(_frame, even) && !_known.Contains(_frame[even] >> 1)) return true;
        return false;
    }

    /// <summary>The null stream carries zeros; anything else belongs to a stream whose id was damaged.</summary>
    private bool HasPaddingWithContent() => ExpectsDamage && _stream == TraceStreamId.Null && !FrameReader.IsId(_frame, 0) && (_frame[0] | _frame[1]) != 0;

    /// <summary>Frames off by two bytes show no odd id, but their content does not hold together.</summary>
    private bool IsContentBroken(ReadOnlySpan<byte> bytes) => WalkHistory(bytes, _itmStream, Frames).Errors >= ErrorsForDoubt || IsStolen(bytes);

    /// <summary>Whether the current stream carries what can only be ITM packets: a forged id took them away.</summary>
    private bool IsStolen(ReadOnlySpan<byte> bytes)
    {
        if (_stream <= TraceStreamId.Null || _stream == _itmStream) return false;
        if (ExpectsDamage) return FrameJudge.LooksLikeItm(WalkHistory(bytes, _stream, Frames));
        ItmScout scout = WalkHistory(bytes, _stream, HistoryFrames);
        if (scout.Bytes < BytesToProveTheft || scout.Errors * BytesToProveTheft > scout.Bytes) return false;
        _damageLeft = FramesToForgetDamage;
        return true;
    }

    /// <summary>Where the ITM stream stands, by the last frames.</summary>
    private ItmScout WalkHistory(ReadOnlySpan<byte> bytes, int of, int frames)
    {
        ItmScout scout = ItmScout.Unsynchronized;
        Span<byte> frame = stackalloc byte[FrameReader.FrameSizeInBytes];
        var content = default(FrameContent);
        for (int back = Math.Min(_historyCount, frames); back > 0; back--)
        {
            (long offset, int stream) = _history[(_historyNext - back + HistoryFrames) % HistoryFrames];
            if (offset < _bufferOffset || !FrameReader.TryRead(bytes, (int)(offset - _bufferOffset), frame, out _, out _)) continue;
            content.Read(frame, ref stream, DoubtfulId.Believe, 0, _itmStream);
            for (int k = 0; k < content.Count; k++)
                if (content.Stream(k) == of) scout.Walk(content[k]);
        }

        return scout;
    }

    private bool TryRealign(ReadOnlySpan<byte> bytes, int end, int half, bool isTrusted)
    {
        if (_end - _start < Window && !_complete) return false;
        _framesToCheck = ExpectsDamage ? FramesPerCheckAfterDamage : FramesPerCheck;

        // No further than that, so that the verdict does not depend on how the bytes arrived.
        int limit = Math.Min(_end, _start + Window);
        var judge = new FrameJudge(bytes[..limit], _known.Mask, _itmStream, _known.ExpectsMore && !ExpectsDamage, ExpectsDamage);
        ItmScout scout = WalkHistory(bytes, _itmStream, Frames);
        int best = judge.Cost(_start, Frames, _stream, scout, DoubtfulId.Believe), at = _start, stream = _stream;
        DoubtfulId doubt = DoubtfulId.Believe;
        if (_stream != NoStream && ExpectsDamage)
        {
            // Only the content of the ITM stream can tell data from a new stream.
            DoubtfulId other = _stream == _itmStream ? DoubtfulId.IsData : DoubtfulId.MeansItm;
            int cost = judge.Cost(_start, Frames, _stream, scout, other);
            if (cost < best) (best, doubt) = (cost, other);
            if (_stream != _itmStream)
            {
                cost = judge.Cost(_start, Frames, _itmStream, ItmScout.Unsynchronized, DoubtfulId.Believe) + OtherStream;
                if (cost < best) (best, doubt, stream) = (cost, DoubtfulId.Believe, _itmStream);
            }
        }

        int first = Math.Max(0, _start - 1), last = Math.Min(_start + FrameReader.FrameSizeInBytes + 1, limit);
        for (int candidate = first; candidate <= last && !isTrusted; candidate++)
        {
            int shift = candidate - _start;
            if (shift == 0) continue;
            int cost = judge.Cost(candidate, Frames, _itmStream, ItmScout.Unsynchronized, DoubtfulId.Believe) + ShiftCost(shift);
            if (cost < best) (best, at, stream) = (cost, candidate, _itmStream);
            if (_stream == _itmStream) continue;
            cost = judge.Cost(candidate, Frames, _stream, ItmScout.Unsynchronized, DoubtfulId.Believe) + ShiftCost(shift) + OtherStream;
            if (cost < best) (best, at, stream) = (cost, candidate, _stream);
        }

        if (at == _start)
        {
            if (stream != _stream) _gapFor[stream] = true;
            _stream = stream;
            Take(end, half, doubt);
            return true;
        }

        _realignments++;
        _damageLeft = FramesToForgetDamage;
        _skipped += Math.Max(0, at - _start);
        (_start, _stream) = (at, stream);
        _trusted = _bufferOffset + at;
        _historyCount = 0;
        Array.Fill(_gapFor, true);
        return true;
    }

    private static int ShiftCost(int shift) => shift switch
    {
        -1 or 1 => OneByteInPreviousFrame,
        15 or 17 => OneByteInThisFrame,
        16 => WholeFrame,
        _ => MoreBytes,
    };

    private bool TryAlign()
    {
        if (_end - _start < FirstWindow && !_complete) return false;
        if (_end == _start) return false;
        var judge = new FrameJudge(_buffer.AsSpan(0, Math.Min(_end, _start + FirstWindow)), _known.Mask, _itmStream, _known.ExpectsMore, false);
        int best = int.MaxValue;
        for (int offset = 0; offset < FrameReader.FrameSizeInBytes && _start + offset < _end; offset++)
        {
            int cost = judge.Cost(_start + offset, FirstFrames, NoStream, ItmScout.Unsynchronized, DoubtfulId.Believe);
            if (cost >= best) continue;
            (best, _toSkip) = (cost, offset);
        }

        IsAligned = true;
        return true;
    }

    private bool TrySkip()
    {
        int count = Math.Min(_toSkip, _end - _start);
        _start += count;
        _toSkip -= count;
        _skipped += count;
        return count > 0;
    }

    private bool TrySkipRest()
    {
        int rest = _end - _start;
        _skipped += rest;
        _start = _end;
        return rest > 0;
    }
}
