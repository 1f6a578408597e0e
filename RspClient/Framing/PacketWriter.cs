namespace RspDebug.RspClient.Framing;

/// <summary>
/// Builds framed packets in one reused buffer, so that a packet (or a pipelined batch) goes out in one write. Only this type and
/// <see cref="PacketDecoder"/> know <c>$</c>, <c>#</c> and <c>}</c>.
/// </summary>
/// <remarks>
/// <c>#</c>, <c>$</c> and <c>}</c> are escaped wherever they occur. <c>*</c> is not: a stub reads no run lengths, and st-util would take the
/// escape literally.
/// </remarks>
public sealed class PacketWriter
{
    private const byte EscapeMask = 0x20;
    private byte[] _buffer = new byte[256];
    private int _length;
    private int _frameStart;

    /// <summary>All finished frames since <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _frameStart);

    /// <summary>The payload under construction, escaped as it will be sent.</summary>
    public int EscapedPayloadSizeInBytes => _length - _frameStart - 1;

    /// <summary>Forgets all frames; the buffer is kept.</summary>
    public void Clear() => _length = _frameStart = 0;

    /// <summary>Writes bytes without a frame: an acknowledgement in front of a packet.</summary>
    public void Unframed(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
        _frameStart = _length;
    }

    /// <summary>Starts a packet.</summary>
    public PacketWriter Begin()
    {
        _length = _frameStart;
        Reserve(1);
        _buffer[_length++] = (byte)'$';
        return this;
    }

    /// <summary>Ends the packet with its checksum.</summary>
    /// <returns>The frame with <c>$</c> and <c>#cs</c>, valid until <see cref="Clear"/> is followed by a write.</returns>
    public ReadOnlyMemory<byte> End()
    {
        uint sum = 0;
        foreach (byte character in _buffer.AsSpan(_frameStart + 1, _length - _frameStart - 1)) sum += character;
        Reserve(3);
        _buffer[_length++] = (byte)'#';
        _buffer[_length++] = "0123456789abcdef"u8[(int)((sum >> 4) & 0xf)];
        _buffer[_length++] = "0123456789abcdef"u8[(int)(sum & 0xf)];
        ReadOnlyMemory<byte> frame = _buffer.AsMemory(_frameStart, _length - _frameStart);
        _frameStart = _length;
        return frame;
    }

    /// <summary>Adds packet text, which holds no byte that needs escaping.</summary>
    public PacketWriter Text(ReadOnlySpan<byte> text)
    {
        Reserve(text.Length);
        text.CopyTo(_buffer.AsSpan(_length));
        _length += text.Length;
        return this;
    }

    /// <summary>Adds a number: hexadecimal, lower case, no leading zeros.</summary>
    public PacketWriter Hex(ulong value)
    {
        Reserve(16);
        _length += HexDigits.FormatNumber(value, _buffer.AsSpan(_length));
        return this;
    }

    /// <summary>Adds two digits a byte, in memory order.</summary>
    public PacketWriter HexBytes(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length * 2);
        Convert.TryToHexStringLower(bytes, _buffer.AsSpan(_length), out int written);
        _length += written;
        return this;
    }

    /// <summary>Adds binary data, escaped where needed.</summary>
    public PacketWriter Binary(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length * 2);
        foreach (byte value in bytes)
        {
            if (NeedsEscape(value))
            {
                _buffer[_length++] = (byte)'}';
                _buffer[_length++] = (byte)(value ^ EscapeMask);
            }
            else
            {
                _buffer[_length++] = value;
            }
        }

        return this;
    }

    /// <summary>How many bytes from the front of <paramref name="bytes"/> fit into <paramref name="escapedSizeInBytes"/> once escaped.</summary>
    public static int CountThatFits(ReadOnlySpan<byte> bytes, int escapedSizeInBytes)
    {
        int size = 0;
        for (int index = 0; index < bytes.Length; index++)
        {
            size += NeedsEscape(bytes[index]) ? 2 : 1;
            if (size > escapedSizeInBytes) return index;
        }

        return bytes.Length;
    }

    private static bool NeedsEscape(byte value) => value is (byte)'#' or (byte)'$' or (byte)'}';

    private void Reserve(int sizeInBytes)
    {
        if (_length + sizeInBytes > _buffer.Length) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + sizeInBytes));
    }
}
