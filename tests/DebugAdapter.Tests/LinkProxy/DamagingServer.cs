using System.Net;
using System.Net.Sockets;
using System.Text;
using RspDebug.DebugAdapter.Tests.LinkAnalysis;

namespace RspDebug.DebugAdapter.Tests.LinkProxy;

/// <summary>A stub of few words, in acknowledge mode, whose first answer to a read is damaged.</summary>
internal sealed class DamagingServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _fault;
    private readonly Task _serving;
    private bool _isDone;

    private DamagingServer(string fault)
    {
        _fault = fault;
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public static DamagingServer Start(string fault) => new(fault);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ServeAsync()
    {
        using Socket client = await _listener.AcceptSocketAsync();
        byte[] buffer = new byte[4096];
        var input = new StringBuilder();
        byte[] last = [];
        for (int count; (count = await client.ReceiveAsync(buffer)) > 0;)
        {
            input.Append(Encoding.Latin1.GetString(buffer, 0, count));
            for (string text = input.ToString(); text.Length > 0; text = input.ToString())
            {
                if (text[0] == '-') await client.SendAsync(last);
                int hash = text[0] == '$' ? text.IndexOf('#', StringComparison.Ordinal) : -2;
                if (hash == -1 || (hash >= 0 && hash + 3 > text.Length)) break;
                input.Remove(0, hash < 0 ? 1 : hash + 3);
                if (hash < 0) continue;
                last = LinkScript.Bytes($"{{{Answer(text[1..hash])}}}");
                byte[] sent = text[1] == 'm' && !_isDone ? Damaged(last) : last;
                _isDone |= text[1] == 'm';
                await client.SendAsync((byte[])[(byte)'+', .. sent]);
            }
        }
    }

    private static string Answer(string request) => request switch
    {
        _ when request.StartsWith("qSupported", StringComparison.Ordinal) => "PacketSize=400",
        "?" => "S05",
        "qC" => "QC1",
        _ when request[0] == 'm' => "01020304",
        _ => "",
    };

    private byte[] Damaged(byte[] frame) => _fault switch
    {
        "drop$" => frame[1..],
        "drop" => [.. frame[..3], .. frame[4..]],
        "double" => [.. frame[..3], frame[2], .. frame[3..]],
        _ => [.. frame[..3], (byte)(frame[3] ^ 1), .. frame[4..]],
    };
}
