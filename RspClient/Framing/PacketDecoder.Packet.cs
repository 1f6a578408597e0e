namespace RspDebug.RspClient.Framing;

// The part that is inside a packet: body, then two checksum digits.
public sealed partial class PacketDecoder
{
    private const byte EscapeMask = 0x20;
    private const int RunLengthBias = 29;
    private const int MinRunLengthCode = 32;
    private const int MaxRunLengthCode = 126;

    private enum State
    {
        Idle,
        Body,
        Escape,
        RunLength,
        FirstDigit,
        SecondDigit,
    }

    private State _state;
    private byte[] _payload;
    private int _length;
    private bool _isNotification;
    private bool _isMalformed;
    private bool _isOversize;
    private bool _hasPrevious;
    private byte _previous;
    private byte _sum;
    private byte _firstDigit;

    private void StartPacket(bool isNotification)
    {
        _state = State.Body;
        _isNotification = isNotification;
        _length = 0;
        _sum = 0;
        _isMalformed = _isOversize = _hasPrevious = false;
    }

    private bool ReadInPacket(out PacketFrame frame)
    {
        frame = default;
        if (_state == State.Body) CopyPlainBytes();
        if (_inputStart == _inputEnd) return false;
        byte next = _input[_inputStart++];
        switch (_state)
        {
            case State.FirstDigit when next != (byte)'$':
                _firstDigit = next;
                _state = State.SecondDigit;
                return false;
            case State.SecondDigit:
                frame = Finish(next);
                return true;
            case var _ when next == (byte)'$':
                return Restart(out frame);
            default:
                ReadBody(next);
                return false;
        }
    }

    // Most of a packet is plain: taken in one piece, without a branch a byte.
    private void CopyPlainBytes()
    {
        ReadOnlySpan<byte> rest = _input.AsSpan(_inputStart, _inputEnd - _inputStart);
        int length = rest.IndexOfAny("#$}*"u8);
        if (length < 0) length = rest.Length;
        if (length == 0) return;
        ReadOnlySpan<byte> plain = rest[..length];
        uint sum = _sum;
        foreach (byte character in plain) sum += character;
        _sum = (byte)sum;
        _previous = plain[^1];
        _hasPrevious = true;
        Append(plain);
        _inputStart += length;
    }

    private void ReadBody(byte next)
    {
        if (next == (byte)'#')
        {
            // "}" or "*" as the last byte has nothing to apply to.
            if (_state != State.Body) _isMalformed = true;
            _state = State.FirstDigit;
            return;
        }

        _sum += next;
        switch (_state)
        {
            case State.Escape:
                _state = State.Body;
                AppendRaw((byte)(next ^ EscapeMask), next);
                break;
            case State.RunLength:
                _state = State.Body;
                Repeat(next);
                break;
            case var _ when next == (byte)'*' && !ReadsRunLengths:
                AppendRaw(next, next);
                break;
            default:
                _state = next == (byte)'}' ? State.Escape : State.RunLength;
                break;
        }
    }

    // The count applies to the byte as sent: an encoder runs after escaping, so "}]*" repeats "]", not the "}" that "}]" stands for.
    private void Repeat(byte code)
    {
        if (!_hasPrevious || code is < MinRunLengthCode or > MaxRunLengthCode)
        {
            _isMalformed = true;
            return;
        }

        Span<byte> run = stackalloc byte[MaxRunLengthCode - RunLengthBias];
        run = run[..(code - RunLengthBias)];
        run.Fill(_previous);
        Append(run);
    }

    private void AppendRaw(byte decoded, byte sent)
    {
        Append([decoded]);
        _previous = sent;
        _hasPrevious = true;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_isOversize || bytes.Length > _maxPayloadSizeInBytes - _length)
        {
            _isOversize = true;
            return;
        }

        if (_length + bytes.Length > _payload.Length)
            Array.Resize(ref _payload, Math.Min(_maxPayloadSizeInBytes, Math.Max(_payload.Length * 2, _length + bytes.Length)));
        bytes.CopyTo(_payload.AsSpan(_length));
        _length += bytes.Length;
    }

    // An unescaped "$" never stands inside a packet: the end of the one before was lost.
    private bool Restart(out PacketFrame frame)
    {
        Statistics.Count(FrameKind.Truncated);
        frame = new PacketFrame(FrameKind.Truncated, _payload.AsSpan(0, _length));
        StartPacket(isNotification: false);
        return true;
    }

    private PacketFrame Finish(byte secondDigit)
    {
        // A new packet where a checksum digit should be: the digit was lost, the packet after it is kept.
        if (secondDigit == (byte)'$') _inputStart--;
        _state = State.Idle;
        bool isRight = HexDigits.TryGetValue(_firstDigit, out int high) & HexDigits.TryGetValue(secondDigit, out int low) && (byte)((high << 4) | low) == _sum;
        if (!isRight) Statistics.Count(FrameKind.BadChecksum);
        // A damaged notification is nothing that could be asked for again, so it is no BadChecksum to the reader.
        if (!isRight) return new PacketFrame(_isNotification ? FrameKind.Junk : FrameKind.BadChecksum, _payload.AsSpan(0, _length));
        FrameKind kind = _isOversize ? FrameKind.Oversize
            : _isMalformed ? FrameKind.Malformed
            : _isNotification ? FrameKind.Notification : FrameKind.Packet;
        Statistics.Count(kind);
        return new PacketFrame(kind, _payload.AsSpan(0, _length));
    }
}
