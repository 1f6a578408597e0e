using System.Text;
using RspDebug.RspServer.Session;
using RspDebug.RspServer.Transport;

namespace RspDebug.RspServer.Tests.Fakes;

/// <summary>A client that sends exactly what it is told and shows exactly what came; bytes are shown one char each (Latin-1).</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly LoopbackStream _stream;
    private readonly Task _serving;
    private readonly List<byte> _received = [];
    private bool _acknowledges = true;

    private RawClient(LoopbackStream stream, Task serving) => (_stream, _serving) = (stream, serving);

    public Task Served => _serving.WaitAsync(Patience);

    public static RawClient Connect(RspStub stub)
    {
        (LoopbackStream client, LoopbackStream server) = LoopbackStream.CreatePair();
        return new RawClient(client, stub.ServeAsync(server, CancellationToken.None));
    }

    /// <summary>Connects a client that can stop reading.</summary>
    public static RawClient Connect(RspStub stub, out GatedStream gate, CancellationToken closed = default)
    {
        (LoopbackStream client, LoopbackStream server) = LoopbackStream.CreatePair();
        gate = new GatedStream(server);
        return new RawClient(client, stub.ServeAsync(gate, closed));
    }

    public static Task<RawClient> ConnectNoAckAsync(RspStub stub, string features = "") => WithoutAcksAsync(Connect(stub), features);

    public static Task<RawClient> ConnectNoAckAsync(RspStub stub, out GatedStream gate, CancellationToken closed = default) => WithoutAcksAsync(Connect(stub, out gate, closed), "");

    private static async Task<RawClient> WithoutAcksAsync(RawClient client, string features)
    {
        _ = await client.RequestAsync("qSupported" + features);
        _ = await client.RequestAsync("QStartNoAckMode");
        client._acknowledges = false;
        return client;
    }

    public static string Frame(string payload) => $"${payload}#{Encoding.Latin1.GetBytes(payload).Sum(value => value) & 0xff:x2}";

    public void SendRaw(string bytes) => _stream.Write(Encoding.Latin1.GetBytes(bytes));

    public void Send(string payload) => SendRaw(Frame(payload));

    public async Task<string> RequestAsync(string payload)
    {
        Send(payload);
        return await ReadPacketAsync();
    }

    /// <summary>The next byte.</summary>
    public async Task<char?> ReadByteAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        byte[] buffer = new byte[4096];
        while (_received.Count == 0)
        {
            int count = await _stream.ReadAsync(buffer, limit.Token);
            if (count == 0) return null;
            _received.AddRange(buffer.AsSpan(0, count));
        }

        char next = (char)_received[0];
        _received.RemoveAt(0);
        return next;
    }

    /// <summary>A given number of bytes.</summary>
    public async Task<string> ReadRawAsync(int count)
    {
        var text = new StringBuilder();
        while (text.Length < count && await ReadByteAsync() is { } next) text.Append(next);
        return text.ToString();
    }

    /// <summary>The next packet's payload as sent, acknowledged when acknowledgements are on; "(closed)" at the end.</summary>
    public async Task<string> ReadPacketAsync()
    {
        char? next;
        do
        {
            next = await ReadByteAsync();
            if (next is null) return "(closed)";
        }
        while (next != '$');

        var payload = new StringBuilder();
        while ((next = await ReadByteAsync()) is { } value && value != '#') payload.Append(value);
        string sum = await ReadRawAsync(2);
        if (Frame(payload.ToString())[^2..] != sum) throw new InvalidDataException($"checksum {sum} of {payload}");
        if (_acknowledges) SendRaw("+");
        return payload.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        await Served;
    }
}
