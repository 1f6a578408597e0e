using System.Buffers.Text;
using System.Text;

namespace RspDebug.DebugAdapter.Dap.Wire;

/// <summary>Finds messages in a stream of bytes, whatever its splits. A pump: it never reads by itself.</summary>
/// <remarks>
/// DAP overview, "Base protocol":
/// <code>
/// Content-Length: 119\r\n
/// \r\n
/// { ... 119 bytes ... }
/// </code>
/// </remarks>
public sealed class MessageDecoder
{
    /// <summary>A header section longer than this is no header section.</summary>
    public const int MaxHeaderBytes = 4096;

    /// <summary>A message longer than this is refused; the largest in use carry memory to write.</summary>
    public const int MaxContentBytes = 64 * 1024 * 1024;

    private byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;
    private long _consumed;

    /// <summary>Bytes that wait for the rest of their message.</summary>
    public int BufferedBytes => _end - _start;

    /// <summary>Takes bytes as they were received.</summary>
    /// <param name="received">Any part of the stream.</param>
    public void Push(ReadOnlySpan<byte> received)
    {
        if (_buffer.Length - _end < received.Length) MakeRoom(received.Length);
        received.CopyTo(_buffer.AsSpan(_end));
        _end += received.Length;
    }

    /// <summary>Takes the next whole message.</summary>
    /// <param name="content">The JSON, valid until the next <see cref="Push"/>.</param>
    /// <returns>False when more bytes are needed.</returns>
    /// <exception cref="DapFramingException">The header is malformed, has no usable length, or is too long.</exception>
    public bool TryRead(out ReadOnlyMemory<byte> content)
    {
        content = default;
        ReadOnlySpan<byte> pending = _buffer.AsSpan(_start, _end - _start);
        int headerLength = pending[..Math.Min(pending.Length, MaxHeaderBytes)].IndexOf("\r\n\r\n"u8);
        if (headerLength < 0)
        {
            RejectHopelessHeader(pending);
            return false;
        }

        int contentLength = ReadContentLength(pending[..headerLength]);
        int messageLength = headerLength + 4 + contentLength;
        if (pending.Length < messageLength) return false;
        content = _buffer.AsMemory(_start + headerLength + 4, contentLength);
        _start += messageLength;
        _consumed += messageLength;
        return true;
    }

    private void MakeRoom(int size)
    {
        int pending = _end - _start;
        byte[] target = _buffer.Length >= pending + size ? _buffer : new byte[Math.Max(_buffer.Length * 2, pending + size)];
        _buffer.AsSpan(_start, pending).CopyTo(target);
        (_buffer, _start, _end) = (target, 0, pending);
    }

    private void RejectHopelessHeader(ReadOnlySpan<byte> pending)
    {
        if (pending.Length >= MaxHeaderBytes)
            throw Fail($"No end of a header within {MaxHeaderBytes} bytes. The client must send `Content-Length: N`, an empty line, then JSON.");
        if (pending.IndexOf("\n\n"u8) >= 0) throw Fail("Header lines end in LF alone. They must end in CR LF.");
        if (pending.Length > 0 && pending[0] is (byte)'{' or (byte)'[')
            throw Fail("JSON without a header. The client must send `Content-Length: N` and an empty line before it.");
    }

    private int ReadContentLength(ReadOnlySpan<byte> header)
    {
        int? length = null;
        for (ReadOnlySpan<byte> rest = header; rest.Length > 0;)
        {
            int end = rest.IndexOf("\r\n"u8);
            ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 2)..];
            int colon = line.IndexOf((byte)':');
            if (colon <= 0) throw Fail($"Malformed header line '{Printable(line)}'. It must be `Name: value`.");
            if (!Ascii.EqualsIgnoreCase(line[..colon], "Content-Length"u8)) continue;
            ReadOnlySpan<byte> value = line[(colon + 1)..].Trim(" \t"u8);
            if (!Utf8Parser.TryParse(value, out int number, out int used) || used != value.Length || number < 0 || value[0] == (byte)'+')
                throw Fail($"Content-Length '{Printable(value)}' is not a number of bytes.");
            if (number > MaxContentBytes) throw Fail($"A message of {number} bytes is over the limit of {MaxContentBytes}.");
            if (length is not null && length != number) throw Fail("Two different Content-Length lines in one header.");
            length = number;
        }

        return length ?? throw Fail("A header without Content-Length.");
    }

    private static string Printable(ReadOnlySpan<byte> bytes)
    {
        const int Limit = 40;
        var text = new StringBuilder();
        foreach (byte value in bytes[..Math.Min(bytes.Length, Limit)])
            text.Append(value is >= 0x20 and <= 0x7e ? ((char)value).ToString() : $"\\x{value:x2}");
        return bytes.Length > Limit ? text.Append("...").ToString() : text.ToString();
    }

    private DapFramingException Fail(string problem) => new(problem, _consumed);
}
