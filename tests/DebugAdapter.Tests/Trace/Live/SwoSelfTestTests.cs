using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading.Channels;
using RspDebug.DebugAdapter.Engine.Board;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Launch;
using RspDebug.RspClient.Transport;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Trace.Live;

/// <summary>What a session says of an SWO that does not work: the board is in this process, the link a real one.</summary>
public sealed class SwoSelfTestTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Test]
    public async Task FirmwareWritesNothing_SaysThatTheLineWorks() =>
        Assert.That(await RunAsync("""{"enabled":true,"source":"socket","swoPort":"PORT","decoders":[{"port":30}]}""", "the line works"), Does.Contain("mask 0x40000000"));

    [Test]
    public async Task NothingArrives_SaysWhatToCheck()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        string said = await RunAsync($$"""{"enabled":true,"source":"socket","swoPort":"{{((IPEndPoint)silent.LocalEndpoint).Port}}"}""", "nothing arrives");
        Assert.That(said, Does.Contain("SWO pin").And.Contain("2000000 baud"));
    }

    [Test]
    public async Task NoiseArrives_SaysThatTheRatesDiffer()
    {
        using var noisy = new TcpListener(IPAddress.Loopback, 0);
        noisy.Start();
        Task serving = SendNoiseAsync(noisy);
        string said = await RunAsync($$"""{"enabled":true,"source":"socket","swoPort":"{{((IPEndPoint)noisy.LocalEndpoint).Port}}"}""", "they are no trace");
        Assert.That(said, Does.Contain("the rates differ"));
        await serving;
    }

    // swoConfig | what is said; the session runs all the same
    [TestCase("""{"enabled":true,"source":"socket"}""", "swoPort is missing")]
    [TestCase("""{"enabled":true,"source":"socket","swoPort":"127.0.0.1:1"}""", "No connection to 127.0.0.1:1")]
    [TestCase("""{"enabled":true,"source":"socket","swoPort":"x:y"}""", "\"x:y\" is not a port")]
    [TestCase("""{"enabled":true,"source":"serial"}""", "swoPath is missing")]
    [TestCase("""{"enabled":true,"source":"file","swoPath":"/no/such/file"}""", "There is no file '/no/such/file'")]
    [TestCase("""{"enabled":true,"source":"magic"}""", "is not one of probe, socket, serial, file")]
    [TestCase("""{"enabled":true,"source":"socket","swoPort":"PORT","swoFrequency":5000000}""", "cannot be divided to 5000000 baud")]
    public async Task BadSwoConfig_IsToldAndTheSessionGoesOn(string swoConfig, string part) => await RunAsync(swoConfig, part);

    /// <summary>Runs a session until a part of its output comes; gives that text.</summary>
    private static async Task<string> RunAsync(string swoConfig, string part)
    {
        await using BoardServer board = BoardServer.Start(Firmware.ImagePath("gcc-Og-dwarf5"), rspPort: 0, stLinkPort: null, swoPort: 0);
        string json = $$"""{"servertype":"virtual","executable":"{{Firmware.ImagePath("gcc-Og-dwarf5")}}","swoConfig":{{swoConfig.Replace("PORT", $"{board.Swo!.Port}", StringComparison.Ordinal)}}}""";
        LaunchReading launch = LaunchReader.Read(JsonElement.Parse(json), LaunchRequest.Launch);
        TcpTransport transport = await TcpTransport.ConnectAsync("127.0.0.1", board.Rsp!.Port, Limit, CancellationToken.None);
        var said = Channel.CreateUnbounded<string>();
        await using HeadlessSession session = await HeadlessSession.StartAsync(launch, transport, ((_, text) => said.Writer.TryWrite(text), null), CancellationToken.None);
        session.Session.Continue();
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            string text = await said.Reader.ReadAsync(limit.Token);
            if (text.Contains(part, StringComparison.Ordinal)) return text;
        }
    }

    private static async Task SendNoiseAsync(TcpListener listener)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync().WaitAsync(Limit);
        byte[] noise = new byte[20_000];
        new Random(4).NextBytes(noise);
        await client.GetStream().WriteAsync(noise);
        using var limit = new CancellationTokenSource(Limit);
        while (await client.GetStream().ReadAsync(new byte[16], limit.Token) > 0) { }
    }
}
