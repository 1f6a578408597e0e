using System.Globalization;
using System.Text;

namespace RspDebug.Testing.Dap;

/// <summary>DAP's framing: <c>Content-Length: N\r\n\r\n</c> and N bytes of JSON.</summary>
internal sealed class DapStream(Stream input, Stream output) : IAsyncDisposable
{
    private readonly SemaphoreSlim _writing = new(1);

    public async Task WriteAsync(byte[] json)
    {
        byte[] header = Encoding.ASCII.GetBytes($"Content-Length: {json.Length}\r\n\r\n");
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            await output.WriteAsync(header).ConfigureAwait(false);
            await output.WriteAsync(json).ConfigureAwait(false);
            await output.FlushAsync().ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Messages until the other end closes; anything that is not the framing throws, for an adapter must write nothing else.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync()
    {
        while (await ReadHeaderAsync().ConfigureAwait(false) is { } length)
        {
            byte[] json = new byte[length];
            await input.ReadExactlyAsync(json).ConfigureAwait(false);
            yield return json;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await output.DisposeAsync().ConfigureAwait(false);
        await input.DisposeAsync().ConfigureAwait(false);
        _writing.Dispose();
    }

    private async Task<int?> ReadHeaderAsync()
    {
        StringBuilder header = new();
        byte[] one = new byte[1];
        while (true)
        {
            if (!await ReadByteAsync(one).ConfigureAwait(false)) return header.Length == 0 ? null : throw new EndOfStreamException($"The adapter ended inside a header: {header}");
            header.Append((char)one[0]);
            if (header.Length > 4 && header.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal)) break;
            if (header.Length > 200) throw new InvalidDataException($"Not a DAP header: {header}");
        }
        const string Name = "Content-Length: ";
        string text = header.ToString();
        if (!text.StartsWith(Name, StringComparison.Ordinal)) throw new InvalidDataException($"Not a DAP header: {text}");
        return int.Parse(text.AsSpan(Name.Length, text.IndexOf('\r', StringComparison.Ordinal) - Name.Length), CultureInfo.InvariantCulture);
    }

    /// <summary>False at the end, also when the end came by closing the stream under us.</summary>
    private async Task<bool> ReadByteAsync(byte[] one)
    {
        try
        {
            return await input.ReadAsync(one).ConfigureAwait(false) == 1;
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            return false;
        }
    }
}
