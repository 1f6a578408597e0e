using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using RspDebug.DebugAdapter.Dap;
using RspDebug.DebugAdapter.Dap.Wire;

namespace RspDebug.DebugAdapter.Tests.Dap;

/// <summary>A server and a client in one process, joined by pipes.</summary>
internal sealed class LoopbackClient : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly Pipe _toServer = new();
    private readonly Pipe _toClient = new();
    private readonly MessageDecoder _decoder = new();
    private readonly Stream _received;
    private int _seq;

    public LoopbackClient(Action<DapServer> addHandlers)
    {
        Server = new DapServer(_toServer.Reader.AsStream(), _toClient.Writer.AsStream(), Serilog.Core.Logger.None);
        _received = _toClient.Reader.AsStream();
        addHandlers(Server);
        Ended = Server.RunAsync(CancellationToken.None);
    }

    public DapServer Server { get; }

    public Task<DapServerEnd> Ended { get; }

    public async Task<int> RequestAsync(string command, string? arguments = null)
    {
        int seq = ++_seq;
        string tail = arguments is null ? "" : $",\"arguments\":{arguments}";
        await SendJsonAsync($$"""{"seq":{{seq}},"type":"request","command":"{{command}}"{{tail}}}""");
        return seq;
    }

    public Task SendJsonAsync(string json) => SendRawAsync($"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");

    public async Task SendRawAsync(string text) => await _toServer.Writer.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask().WaitAsync(Limit);

    public async Task<JsonNode> NextAsync()
    {
        byte[] buffer = new byte[4096];
        while (true)
        {
            if (_decoder.TryRead(out ReadOnlyMemory<byte> content)) return JsonNode.Parse(content.Span)!;
            int count = await _received.ReadAsync(buffer).AsTask().WaitAsync(Limit);
            if (count == 0) throw new EndOfStreamException("The server ended.");
            _decoder.Push(buffer.AsSpan(0, count));
        }
    }

    public async Task CloseAsync() => await _toServer.Writer.CompleteAsync();

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await Ended.WaitAsync(Limit);
    }
}
