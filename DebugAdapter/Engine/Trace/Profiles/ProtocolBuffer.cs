using System.Buffers;
using System.Text;

namespace RspDebug.DebugAdapter.Engine.Trace.Profiles;

/// <summary>Writes a message in the Protocol Buffers encoding.</summary>
internal sealed class ProtocolBuffer
{
    private const int Varint = 0, LengthDelimited = 2;
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>Adds a number field; 0 is the default and left out.</summary>
    public ProtocolBuffer Number(int field, ulong value)
    {
        if (value == 0) return this;
        Write((ulong)field << 3 | Varint);
        Write(value);
        return this;
    }

    /// <summary>Adds a message field.</summary>
    public ProtocolBuffer Message(int field, ProtocolBuffer message) => Bytes(field, message._bytes.WrittenSpan);

    /// <summary>Adds a text field, also when it is empty.</summary>
    public ProtocolBuffer Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    /// <summary>Adds a packed list of numbers.</summary>
    public ProtocolBuffer Numbers(int field, IEnumerable<ulong> values)
    {
        var packed = new ProtocolBuffer();
        foreach (ulong value in values) packed.Write(value);
        return Message(field, packed);
    }

    /// <summary>Copies what was written.</summary>
    public void CopyTo(Stream output) => output.Write(_bytes.WrittenSpan);

    private ProtocolBuffer Bytes(int field, ReadOnlySpan<byte> bytes)
    {
        Write((ulong)field << 3 | LengthDelimited);
        Write((ulong)bytes.Length);
        _bytes.Write(bytes);
        return this;
    }

    private void Write(ulong value)
    {
        for (; value >= 0x80; value >>= 7) _bytes.Write([(byte)(value | 0x80)]);
        _bytes.Write([(byte)value]);
    }
}
