namespace RspDebug.RspClient.Framing;

/// <summary>
/// Turns received bytes, in any split, into acknowledgements, packets and notifications. It reads no socket and never throws on line noise:
/// damage comes out as an event, is counted in <see cref="Statistics"/>, and decoding goes on at the next start byte.
/// </summary>
/// <example><code>
/// decoder.Push(received);
/// while (decoder.TryRead(out PacketFrame frame)) Handle(frame.Kind, frame.Payload);
/// </code></example>
/// <remarks>GDB manual, "Overview": <c>$payload#cs</c>, the sum is taken over the bytes as sent; <c>}</c> escapes, <c>*</c> repeats.</remarks>
public sealed partial class PacketDecoder
{
    private readonly int _maxPayloadSizeInBytes;
    private byte[] _input = new byte[4096];
    private int _inputStart;
    private int _inputEnd;

    /// <summary>Creates a decoder.</summary>
    /// <param name="maxPayloadSizeInBytes">Bound of one decoded payload; a larger packet is dropped and reported as <see cref="FrameKind.Oversize"/>.</param>
    public PacketDecoder(int maxPayloadSizeInBytes = DefaultMaxPayloadSizeInBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPayloadSizeInBytes, 1);
        _maxPayloadSizeInBytes = maxPayloadSizeInBytes;
        _payload = new byte[Math.Min(4096, maxPayloadSizeInBytes)];
    }

    /// <summary>1 MiB: eight times the largest packet size a known stub announces (QEMU 8.1, 131104 bytes).</summary>
    public const int DefaultMaxPayloadSizeInBytes = 1 << 20;

    /// <summary>Whether <c>*</c> begins a run length: in what a stub sends it does, in what a client sends it is data.</summary>
    public bool ReadsRunLengths { get; init; } = true;

    /// <summary>True when the bytes pushed so far end inside a packet, once all of its events were read.</summary>
    public bool IsInPacket => _state != State.Idle;

    /// <summary>Counters since creation.</summary>
    public DecoderStatistics Statistics { get; } = new();

    /// <summary>Takes received bytes. Frames read before become invalid.</summary>
    /// <param name="received">Any number of bytes, also none.</param>
    public void Push(ReadOnlySpan<byte> received)
    {
        int kept = _inputEnd - _inputStart;
        if (_inputEnd + received.Length > _input.Length)
        {
            byte[] target = kept + received.Length > _input.Length ? new byte[Math.Max(_input.Length * 2, kept + received.Length)] : _input;
            _input.AsSpan(_inputStart, kept).CopyTo(target);
            _input = target;
            (_inputStart, _inputEnd) = (0, kept);
        }

        received.CopyTo(_input.AsSpan(_inputEnd));
        _inputEnd += received.Length;
        Statistics.BytesReceived += received.Length;
    }

    /// <summary>Takes the next event.</summary>
    /// <param name="frame">The event; its payload is valid until the decoder is used again.</param>
    /// <returns>False when the bytes pushed so far hold no further complete event.</returns>
    public bool TryRead(out PacketFrame frame)
    {
        while (_inputStart < _inputEnd)
        {
            bool complete = _state == State.Idle ? ReadBetweenPackets(out frame) : ReadInPacket(out frame);
            if (complete) return true;
        }

        (_inputStart, _inputEnd) = (0, 0);
        frame = default;
        return false;
    }

    private bool ReadBetweenPackets(out PacketFrame frame)
    {
        byte first = _input[_inputStart];
        switch (first)
        {
            case (byte)'+':
                _inputStart++;
                frame = new PacketFrame(FrameKind.Ack, default);
                return true;
            case (byte)'-':
                _inputStart++;
                frame = new PacketFrame(FrameKind.Nak, default);
                return true;
            case (byte)'$' or (byte)'%':
                _inputStart++;
                StartPacket(first == (byte)'%');
                frame = default;
                return false;
            default:
                ReadOnlySpan<byte> rest = _input.AsSpan(_inputStart, _inputEnd - _inputStart);
                int length = rest.IndexOfAny("$%+-"u8);
                if (length < 0) length = rest.Length;
                _inputStart += length;
                Statistics.JunkBytes += length;
                frame = new PacketFrame(FrameKind.Junk, rest[..length]);
                return true;
        }
    }
}
