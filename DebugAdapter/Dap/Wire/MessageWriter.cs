using System.Buffers;
using System.Text.Json;

namespace RspDebug.DebugAdapter.Dap.Wire;

/// <summary>Numbers messages and writes each with its header in one write. One thread at a time.</summary>
/// <param name="output">The client's end.</param>
public sealed class MessageWriter(Stream output)
{
    // "Content-Length: " + at most 10 digits + CR LF CR LF
    private const int HeaderRoom = 30;
    private readonly ArrayBufferWriter<byte> _json = new(4096);
    private byte[] _packet = new byte[4096];
    private int _seq;

    /// <summary>The JSON of the last message as it was sent, valid until the next one.</summary>
    public ReadOnlySpan<byte> LastJson => _json.WrittenSpan;

    /// <summary>Writes one message; waits while the client does not read.</summary>
    /// <param name="message">What to send.</param>
    /// <exception cref="IOException">The client has gone.</exception>
    public void Write(OutgoingMessage message)
    {
        output.Write(Encode(message));
        output.Flush();
    }

    private ReadOnlySpan<byte> Encode(OutgoingMessage message)
    {
        _json.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_json)) message.WriteTo(writer, ++_seq);
        int length = _json.WrittenCount;
        if (_packet.Length < length + HeaderRoom) _packet = new byte[Math.Max(_packet.Length * 2, length + HeaderRoom)];
        "Content-Length: "u8.CopyTo(_packet);
        int at = 16;
        length.TryFormat(_packet.AsSpan(at), out int digits);
        at += digits;
        "\r\n\r\n"u8.CopyTo(_packet.AsSpan(at));
        at += 4;
        _json.WrittenSpan.CopyTo(_packet.AsSpan(at));
        return _packet.AsSpan(0, at + length);
    }
}
