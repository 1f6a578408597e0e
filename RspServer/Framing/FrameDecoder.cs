namespace RspDebug.RspServer.Framing;

/// <summary>Turns bytes of a client into frames, at any split. Never throws on what it is fed.</summary>
/// <remarks>
/// GDB manual, "Overview" of the remote protocol: <c>$payload#cc</c>, sum modulo 256 over the bytes as sent, <c>}</c> escapes.
/// Run lengths exist only towards the client, so <c>*</c> is a plain byte here: gdb sends it bare inside <c>X</c>.
/// </remarks>
public sealed class FrameDecoder
{
    private const byte Escape = (byte)'}';
    private const byte EscapeMask = 0x20;

    private readonly byte[] _payload;
    private byte[] _input = new byte[256];
    private int _inputStart;
    private int _inputEnd;
    private State _state;
    private int _length;
    private bool _tooLong;
    private byte _sum;
    private int _firstDigit;

    /// <summary>Makes a decoder that keeps packets up to a size.</summary>
    /// <param name="maximumPayloadInBytes">Longest payload kept; a longer packet becomes <see cref="FrameKind.TooLong"/>.</param>
    public FrameDecoder(int maximumPayloadInBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maximumPayloadInBytes);
        _payload = new byte[maximumPayloadInBytes];
    }

    private enum State { Idle, Payload, Escaped, FirstDigit, SecondDigit }

    /// <summary>Bytes outside any frame that were skipped so far.</summary>
    public long JunkBytes { get; private set; }

    /// <summary>Adds received bytes; the span is copied.</summary>
    public void Push(ReadOnlySpan<byte> received)
    {
        if (_inputStart == _inputEnd) _inputStart = _inputEnd = 0;
        if (_inputEnd + received.Length > _input.Length)
        {
            int kept = _inputEnd - _inputStart;
            byte[] target = kept + received.Length > _input.Length ? new byte[Math.Max(_input.Length * 2, kept + received.Length)] : _input;
            Array.Copy(_input, _inputStart, target, 0, kept);
            (_input, _inputStart, _inputEnd) = (target, 0, kept);
        }

        received.CopyTo(_input.AsSpan(_inputEnd));
        _inputEnd += received.Length;
    }

    /// <summary>Takes the next whole frame.</summary>
    /// <returns>False when more bytes are needed.</returns>
    public bool TryRead(out Frame frame)
    {
        while (_inputStart < _inputEnd)
        {
            if (Accept(_input[_inputStart++]) is not { } kind) continue;
            frame = new Frame(kind, kind == FrameKind.Packet ? _payload.AsMemory(0, _length) : default);
            return true;
        }

        frame = default;
        return false;
    }

    private FrameKind? Accept(byte value)
    {
        switch (_state)
        {
            case State.Idle:
                return AcceptIdle(value);
            case State.Payload or State.Escaped when value == '#':
                _firstDigit = _state == State.Escaped ? BrokenEscape : 0;
                _state = State.FirstDigit;
                return null;
            case State.Payload or State.Escaped when value == '$':
                JunkBytes += _length + 1;       // An unescaped '$' cannot be payload: the client started over.
                Start();
                return null;
            case State.Payload:
                _sum += value;
                if (value == Escape) _state = State.Escaped;
                else Keep(value);
                return null;
            case State.Escaped:
                _sum += value;
                Keep((byte)(value ^ EscapeMask));
                _state = State.Payload;
                return null;
            case State.FirstDigit:
                _firstDigit = (_firstDigit & BrokenEscape) | HexText.DigitOrMinusOne(value) & 0xff;
                _state = State.SecondDigit;
                return null;
            default:
                _state = State.Idle;
                return Finish(HexText.DigitOrMinusOne(value));
        }
    }

    private const int BrokenEscape = 0x100;

    private FrameKind? AcceptIdle(byte value)
    {
        switch (value)
        {
            case (byte)'$': Start(); return null;
            case (byte)'+': return FrameKind.Ack;
            case (byte)'-': return FrameKind.Nak;
            case 0x03: return FrameKind.Interrupt;
            default: JunkBytes++; return null;
        }
    }

    private void Start() => (_state, _length, _tooLong, _sum) = (State.Payload, 0, false, 0);

    private void Keep(byte value)
    {
        if (_length < _payload.Length) _payload[_length++] = value;
        else _tooLong = true;
    }

    private FrameKind Finish(int secondDigit)
    {
        int first = _firstDigit & 0xff;
        if (first > 15 || secondDigit < 0 || (byte)(first << 4 | secondDigit) != _sum) return FrameKind.BadChecksum;
        if (_firstDigit >= BrokenEscape) return FrameKind.BadEncoding;
        return _tooLong ? FrameKind.TooLong : FrameKind.Packet;
    }
}
