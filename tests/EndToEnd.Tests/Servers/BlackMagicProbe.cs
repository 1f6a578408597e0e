using System.Net;
using System.Net.Sockets;
using System.Text;
using RspDebug.RspServer.Personalities;
using RspDebug.RspServer.Session;
using RspDebug.Testing;
using RspDebug.VirtualBoard.FrontEnds;
using RspDebug.VirtualBoard.FrontEnds.Rsp;

namespace RspDebug.EndToEnd.Tests.Servers;

/// <summary>
/// A Black Magic Probe on the virtual board: what its sources say of a session's start (no target before <c>vAttach</c>, scans, <c>vRun</c>) stands
/// in front of the board's own stub, which speaks in its manner. On TCP, and on a pseudo terminal as on its USB serial port.
/// </summary>
internal sealed class BlackMagicProbe : IAsyncDisposable
{
    // Opens a pseudo terminal without echo and passes bytes between it and a TCP port.
    private const string Relay = """
        import os, select, socket, sys, tty
        master, slave = os.openpty()
        tty.setraw(slave)
        print(os.ttyname(slave), flush=True)
        link = socket.create_connection(('127.0.0.1', int(sys.argv[1])))
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while True:
            ready, _, _ = select.select([master, link], [], [])
            if master in ready: link.sendall(os.read(master, 4096))
            if link in ready:
                data = link.recv(4096)
                if not data: break
                os.write(master, data)
        """;

    private readonly BoardHost _host;
    private readonly RspStub _stub;
    private readonly RspListener _backEnd;
    private readonly TcpListener _frontEnd = new(IPAddress.Loopback, 0);
    private readonly Task _serving;
    private readonly List<string> _commands = [];
    private ServerProcess? _terminal;
    private volatile TcpClient? _client;
    private bool _isAttached;

    public BlackMagicProbe(string? image)
    {
        var board = new VirtualBoard.Board();
        if (image is not null) BoardImage.Load(board, image);
        else board.Reset();
        _host = new BoardHost(board);
        _stub = new RspStub(new BoardTarget(_host), new RspStubOptions { Personality = KnownPersonalities.BlackMagic with { OffersNoAckMode = false } });
        _backEnd = RspListener.Start(_stub);
        _frontEnd.Start();
        _serving = ServeAsync();
    }

    /// <summary>The list that a scan gives.</summary>
    public string Scan { get; init; } = "Target voltage: 3.3V\nAvailable Targets:\nNo. Att Driver\n 1      Nordic nRF52 M4\n 2      Nordic nRF52 Access Port \n";

    /// <summary>Whether a scan succeeds.</summary>
    public bool FindsTargets { get; init; } = true;

    /// <summary>For <c>BMPGDBSerialPort</c>, by TCP.</summary>
    public string Address => $"127.0.0.1:{((IPEndPoint)_frontEnd.LocalEndpoint).Port}";

    /// <summary>Commands and session packets that came, in order.</summary>
    public IReadOnlyList<string> Commands
    {
        get { lock (_commands) return [.. _commands]; }
    }

    /// <summary>The name of a serial port that leads to the probe.</summary>
    public async Task<string> OpenTerminalAsync()
    {
        string python = LiveTool.Require("python3", "python3");
        _terminal = new ServerProcess(python, ["-u", "-c", Relay, $"{((IPEndPoint)_frontEnd.LocalEndpoint).Port}"]);
        await _terminal.WaitForOutputAsync("/dev/", TimeSpan.FromSeconds(30));
        return _terminal.Output.Trim();
    }

    /// <summary>Breaks the link of the present client.</summary>
    public void CutLink() => _client?.Close();

    public async ValueTask DisposeAsync()
    {
        _terminal?.Dispose();
        _frontEnd.Dispose();
        await _serving;
        await _backEnd.DisposeAsync();
        await _stub.DisposeAsync();
        await _host.DisposeAsync();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _frontEnd.AcceptTcpClientAsync();
                using TcpClient board = new() { NoDelay = true };
                client.NoDelay = true;
                _client = client;
                await board.ConnectAsync(IPAddress.Loopback, _backEnd.EndPoint.Port);
                _isAttached = false;
                Task fromBoard = PassAsync(board.GetStream(), client.GetStream(), static (_, payload) => Task.FromResult<string?>(payload));
                await PassAsync(client.GetStream(), board.GetStream(), (toClient, payload) => AnswerAsync(toClient, board.GetStream(), payload));
                board.Close();
                await fromBoard;
            }
        }
        catch (Exception closed) when (closed is SocketException or InvalidOperationException)
        {
            // Closed between two clients, the listener says "not listening".
            return;
        }
    }

    /// <summary>Takes packets apart, acknowledges them, and passes on what is not answered here; an interrupt goes through.</summary>
    /// <param name="from">Acknowledgements go back here.</param>
    /// <param name="to">The other side.</param>
    /// <param name="answer">Null when a payload was dealt with.</param>
    private static async Task PassAsync(NetworkStream from, NetworkStream to, Func<NetworkStream, string, Task<string?>> answer)
    {
        var packet = new StringBuilder();
        byte[] buffer = new byte[4096];
        try
        {
            for (int count; (count = await from.ReadAsync(buffer)) > 0;)
            {
                for (int i = 0; i < count; i++)
                {
                    char letter = (char)buffer[i];
                    if (packet.Length == 0 && letter == 3) await to.WriteAsync(new byte[] { 3 });
                    if (packet.Length == 0 && letter != '$') continue;
                    packet.Append(letter);
                    if (packet.Length < 4 || packet[^3] != '#') continue;
                    string frame = packet.ToString();
                    packet.Clear();
                    await from.WriteAsync("+"u8.ToArray());
                    if (await answer(from, frame[1..^3]) is { } payload) await SendAsync(to, payload);
                }
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or InvalidOperationException)
        {
            return;
        }
    }

    private async Task<string?> AnswerAsync(NetworkStream client, NetworkStream board, string payload)
    {
        if (payload.StartsWith("qRcmd,", StringComparison.Ordinal))
        {
            string command = Encoding.ASCII.GetString(Convert.FromHexString(payload[6..]));
            Note($"monitor {command}");
            bool isScan = command is "swdp_scan" or "jtag_scan";
            if (isScan) await SendAsync(client, "O" + Convert.ToHexString(Encoding.ASCII.GetBytes(FindsTargets ? Scan : "Target voltage: 0.0V\nSW-DP scan failed!\n")));
            await SendAsync(client, isScan ? FindsTargets ? "OK" : "E" : command.StartsWith("tpwr ", StringComparison.Ordinal) ? "OK" : "");
            return null;
        }

        string? own = payload switch
        {
            "!" => "OK",
            "vAttach;1" => "T05",
            _ when payload.StartsWith("vAttach", StringComparison.Ordinal) => "E01",
            "?" when !_isAttached => "W00",
            "g" when !_isAttached => "E01",
            _ when !_isAttached && payload.StartsWith("qXfer:", StringComparison.Ordinal) => "E01",
            _ => null,
        };
        if (payload.StartsWith("vRun", StringComparison.Ordinal) || payload.StartsWith("vAttach", StringComparison.Ordinal)) Note(payload);
        if (payload == "vAttach;1") _isAttached = true;
        if (own is null) return payload;
        await SendAsync(client, own);
        return null;
    }

    private void Note(string what)
    {
        lock (_commands) _commands.Add(what);
    }

    // Payloads are passed on as they are framed: escapes stay.
    private static Task SendAsync(NetworkStream to, string payload)
    {
        byte[] body = Encoding.Latin1.GetBytes(payload);
        int sum = 0;
        foreach (byte value in body) sum += value;
        return to.WriteAsync(Encoding.Latin1.GetBytes($"${payload}#{sum & 0xff:x2}")).AsTask();
    }
}
