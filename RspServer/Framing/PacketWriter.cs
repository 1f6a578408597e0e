using System.Buffers;
using System.Text;

namespace RspDebug.RspServer.Framing;

/// <summary>Builds the payload of one reply. Escaping and the checksum are the framing's business, not the writer's.</summary>
public sealed class PacketWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(256);

    /// <summary>Bytes written, before escaping.</summary>
    public int Length => _bytes.WrittenCount;

    /// <summary>The payload so far; valid until the next write.</summary>
    public ReadOnlyMemory<byte> Payload => _bytes.WrittenMemory;

    /// <summary>Forgets what was written.</summary>
    public void Clear() => _bytes.ResetWrittenCount();

    /// <summary>Adds ASCII text.</summary>
    public PacketWriter Text(ReadOnlySpan<byte> text)
    {
        _bytes.Write(text);
        return this;
    }

    /// <summary>Adds text as UTF-8.</summary>
    public PacketWriter Text(string text)
    {
        _ = Encoding.UTF8.GetBytes(text, _bytes);
        return this;
    }

    /// <summary>Adds bytes as they are: the framing escapes them.</summary>
    public PacketWriter Binary(ReadOnlySpan<byte> bytes) => Text(bytes);

    /// <summary>Adds a number in lower-case hex without leading zeros.</summary>
    public PacketWriter Hex(ulong value) => Text(value.ToString("x"));

    /// <summary>Adds one byte as two digits.</summary>
    public PacketWriter HexByte(byte value)
    {
        Span<byte> digits = _bytes.GetSpan(2);
        digits[0] = Digit(value >> 4);
        digits[1] = Digit(value & 15);
        _bytes.Advance(2);
        return this;
    }

    /// <summary>Adds bytes as pairs of digits, in order of rising address.</summary>
    public PacketWriter HexBytes(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes) HexByte(value);
        return this;
    }

    private static byte Digit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);
}
