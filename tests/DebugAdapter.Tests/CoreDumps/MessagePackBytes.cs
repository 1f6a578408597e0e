using System.Text;

namespace RspDebug.DebugAdapter.Tests.CoreDumps;

/// <summary>Writes the part of MessagePack that a core dump of probe-rs has. Lengths below 16, numbers of 32 bits.</summary>
internal sealed class MessagePackBytes
{
    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public MessagePackBytes Map(int pairs) => Raw((byte)(0x80 | pairs));

    public MessagePackBytes List(int items) => Raw((byte)(0x90 | items));

    public MessagePackBytes Text(string text) => Raw((byte)(0xA0 | text.Length), [.. Encoding.ASCII.GetBytes(text)]);

    public MessagePackBytes Number(uint value) => value < 0x80 ? Raw((byte)value) : Raw(0xCE, (byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value);

    public MessagePackBytes Raw(byte first, params byte[] more)
    {
        _bytes.Add(first);
        _bytes.AddRange(more);
        return this;
    }
}
