using System.Net.Sockets;
using System.Text;

namespace RspDebug.DebugAdapter.Tests.Sharing;

/// <summary>Another debugger on a shared target: sends exactly what it is told, over TCP; replies are taken one by one. It knows no product type.</summary>
internal sealed class GuestClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TcpClient _tcp = new() { NoDelay = true };
    private readonly byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    /// <summary>Connects, turns acknowledgements off, and asks where the target stands.</summary>
    public static async Task<GuestClient> ConnectAsync(int port, string features = "hwbreak+;error-message+")
    {
        var client = new GuestClient();
        await client._tcp.ConnectAsync("127.0.0.1", port);
        _ = await client.RequestAsync("qSupported:" + features);
        await client.WriteAsync("+");
        Assert.That(await client.RequestAsync("QStartNoAckMode"), Is.EqualTo("OK"));
        await client.WriteAsync("+");
        Assert.That(await client.RequestAsync("?"), Does.StartWith("T"));
        return client;
    }

    public Task SendAsync(string payload) => WriteAsync($"${payload}#{Encoding.Latin1.GetBytes(payload).Sum(value => value) & 0xff:x2}");

    public async Task<string> RequestAsync(string payload)
    {
        await SendAsync(payload);
        return await ReplyAsync();
    }

    /// <summary>Asks the target to stop; the reply is that of the run.</summary>
    public Task InterruptAsync() => WriteAsync("\u0003");

    /// <summary>Raw bytes, one char each.</summary>
    public async Task WriteAsync(string bytes) => await _tcp.GetStream().WriteAsync(Encoding.Latin1.GetBytes(bytes));

    /// <summary>The next packet, console packets left out; "(closed)" at the end of the link.</summary>
    public async Task<string> ReplyAsync()
    {
        string packet;
        do packet = await AnyPacketAsync();
        while (packet.Length > 1 && packet[0] == 'O' && packet != "OK");
        return packet;
    }

    /// <summary>A 32-bit register by number.</summary>
    public async Task<uint> RegisterAsync(int number)
    {
        string reply = await RequestAsync($"p{number:x}");
        return reply.Length == 8 ? BitConverter.ToUInt32(Convert.FromHexString(reply)) : throw new InvalidDataException($"register {number}: {reply}");
    }

    public ValueTask DisposeAsync()
    {
        _tcp.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The next packet, whatever it is; "(closed)" at the end of the link.</summary>
    public async Task<string> AnyPacketAsync()
    {
        char? next;
        do
        {
            next = await ByteAsync();
            if (next is null) return "(closed)";
        }
        while (next != '$');

        var payload = new StringBuilder();
        while ((next = await ByteAsync()) is { } value && value != '#') payload.Append(value);
        _ = await ByteAsync();
        _ = await ByteAsync();
        return payload.ToString();
    }

    private async Task<char?> ByteAsync()
    {
        if (_start == _end)
        {
            using var limit = new CancellationTokenSource(Patience);
            try
            {
                (_start, _end) = (0, await _tcp.GetStream().ReadAsync(_buffer, limit.Token));
            }
            catch (IOException)
            {
                return null;
            }

            if (_end == 0) return null;
        }

        return (char)_buffer[_start++];
    }
}
