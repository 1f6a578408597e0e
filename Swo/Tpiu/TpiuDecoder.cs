using System.Runtime.Intrinsics;

namespace RspDebug.Swo.Tpiu;

/// <summary>Takes the streams out of TPIU formatter frames, at any split, and finds the frames again when a byte was lost or came in.</summary>
/// <remarks>
/// CoreSight Architecture, "Trace formatter"; DDI0403E C1.10. Full synchronizations help but are not needed: many parts never send one on SWO.
/// Bytes before the first id belong to no stream and are counted.
/// </remarks>
public sealed partial class TpiuDecoder
{
    private const int OutputSizeInBytes = 8192;
    private const int NoStream = -1;
    private const int DataInNamedFrame = 14;

    private readonly int _itmStream;
    private readonly byte[] _output = new byte[OutputSizeInBytes + FrameReader.FrameSizeInBytes];
    private readonly byte[] _frame = new byte[FrameReader.FrameSizeInBytes];
    private byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;
    private long _bufferOffset;
    private bool _complete;
    private int _stream = NoStream;
    private int _outputStream;
    private bool _outputAfterGap;
    private FrameContent _content;
    private int _contentNext;
    private bool _gapAfterContent;
    private long _frames, _full, _half, _realignments, _skipped, _rejected, _unattributed;

    /// <summary>A decoder at the start of a stream.</summary>
    public TpiuDecoder(TpiuDecoderOptions? options = null)
    {
        options ??= new TpiuDecoderOptions();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.FirstFrameOffset ?? 0, FrameReader.FrameSizeInBytes - 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.FirstFrameOffset ?? 0, nameof(options));
        _itmStream = options.ItmStreamId ?? TraceStreamId.UsualItm;
        _known.Believe(_itmStream);
        _stream = options.FirstStreamId ?? NoStream;
        _toSkip = options.FirstFrameOffset ?? 0;
        IsAligned = options.FirstFrameOffset is not null;
    }

    /// <summary>False until the first frame boundary was found.</summary>
    public bool IsAligned { get; private set; }

    /// <summary>Counts so far.</summary>
    public TpiuStatistics Statistics => new(_bufferOffset + _start, _frames, _full, _half, _realignments, _skipped, _rejected, _unattributed);

    /// <summary>Adds received bytes; the span is copied.</summary>
    public void Push(ReadOnlySpan<byte> received)
    {
        if (_end + received.Length > _buffer.Length) MakeRoom(received.Length);
        received.CopyTo(_buffer.AsSpan(_end));
        _end += received.Length;
    }

    /// <summary>Says that no more bytes come: what waits for more is decided with what there is.</summary>
    public void Complete() => _complete = true;

    /// <summary>Takes the next bytes of one stream.</summary>
    /// <returns>False when more bytes are needed.</returns>
    public bool TryRead(out TpiuChunk chunk)
    {
        int length = 0;
        while (true)
        {
            if (_contentNext < _content.Count)
            {
                if (!TryAppendContent(ref length)) break;
            }
            else if (length <= OutputSizeInBytes - FrameReader.FrameSizeInBytes && TryAppendPlainFrames(ref length))
            {
                continue;
            }
            else if (length > OutputSizeInBytes - FrameReader.FrameSizeInBytes || !TryTakeFrame())
            {
                break;
            }
        }

        chunk = new TpiuChunk(_outputStream, _output.AsSpan(0, length), _outputAfterGap);
        return length > 0;
    }

    /// <summary>
    /// Frames without any id, or that begin with that of the current stream: all bytes belong to it. An even byte FF, and so a synchronization, has
    /// bit 0 set too.
    /// </summary>
    private bool TryAppendPlainFrames(ref int length)
    {
        if (!IsAligned || _toSkip > 0 || _stream <= TraceStreamId.Null || !CanAppend(_stream, length)) return false;
        int before = length;
        ReadOnlySpan<byte> bytes = _buffer.AsSpan(0, _end);
        while (_start + FrameReader.FrameSizeInBytes <= bytes.Length && length <= OutputSizeInBytes - FrameReader.FrameSizeInBytes && !IsCheckDue)
        {
            Vector128<byte> frame = Vector128.Create(bytes.Slice(_start, FrameReader.FrameSizeInBytes));
            Vector128<byte> ids = frame & EvenLowBits;
            bool namesStream = ids != Vector128<byte>.Zero;
            if (namesStream && (ids != FirstLowBit || bytes[_start] >> 1 != _stream)) break;
            Vector128<byte> low = ~Vector128.Equals(Vector128.Create(bytes[_start + 15]) & AuxiliaryBits, Vector128<byte>.Zero) & EvenLowBits;
            if (length == 0) BeginOutput(_stream);
            (frame | low).CopyTo(_frame);
            ReadOnlySpan<byte> data = namesStream ? _frame.AsSpan(1, DataInNamedFrame) : _frame.AsSpan(0, DataInNamedFrame + 1);
            data.CopyTo(_output.AsSpan(length));
            length += data.Length;
            OnFrame(_start, _start + FrameReader.FrameSizeInBytes);
        }

        return length > before;
    }

    private static Vector128<byte> FirstLowBit => Vector128.Create((ushort)1, 0, 0, 0, 0, 0, 0, 0).AsByte();

    private static Vector128<byte> EvenLowBits => Vector128.Create((ushort)1).AsByte();

    // Bit k of byte 15 is for byte 2k.
    private static Vector128<byte> AuxiliaryBits => Vector128.Create((byte)1, 0, 2, 0, 4, 0, 8, 0, 16, 0, 32, 0, 64, 0, 128, 0);

    private bool TryAppendContent(ref int length)
    {
        for (; _contentNext < _content.Count; _contentNext++)
        {
            int stream = _content.Stream(_contentNext);
            if (stream == TraceStreamId.Null) continue;
            if (stream == (byte)(NoStream & 0xff))
            {
                _unattributed++;
                continue;
            }

            if (!CanAppend(stream, length)) return false;
            if (length == 0) BeginOutput(stream);
            _output[length++] = _content[_contentNext];
        }

        _gapFor[_itmStream] |= _gapAfterContent;
        _gapAfterContent = false;
        return true;
    }

    /// <summary>Whether a byte may join the output: same stream, and no gap between.</summary>
    private bool CanAppend(int stream, int length) => length == 0 || (stream == _outputStream && !_gapFor[stream]);

    private void BeginOutput(int stream) => (_outputStream, _outputAfterGap, _gapFor[stream]) = (stream, _gapFor[stream], false);

    private void MakeRoom(int more)
    {
        // Frames already decoded stay for a while: they say where the ITM stream stands when doubt comes up.
        int from = Math.Max(0, _start - HistorySizeInBytes), kept = _end - from;
        byte[] target = kept + more > _buffer.Length ? new byte[Math.Max(_buffer.Length * 2, kept + more)] : _buffer;
        Buffer.BlockCopy(_buffer, from, target, 0, kept);
        _bufferOffset += from;
        (_buffer, _start, _end) = (target, _start - from, kept);
    }
}
