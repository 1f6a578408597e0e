using System.Text;
using System.Text.Json;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Trace.Rtt;
using RspDebug.DebugAdapter.Launch;
using RspDebug.DebugAdapter.Tests.Link;
using RspDebug.Dwarf.Elf;
using RspDebug.RspServer.Personalities;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Trace.Rtt;

/// <summary>RTT of the test firmware, which echoes channel 0, on the virtual board.</summary>
[TestFixture]
[CancelAfter(120_000)]
public sealed class RttLinkTests
{
    private const string Image = "gcc-Og-dwarf5";

    private BoardStub _board = null!;
    private HeadlessSession _session = null!;
    private CancellationTokenSource _limit = null!;
    private uint _block;

    [SetUp]
    public async Task StartAsync()
    {
        _limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        _board = BoardStub.Start(StubPersonality.Plain, Firmware.ImagePath(Image));
        JsonElement json = JsonSerializer.SerializeToElement(AdapterInProcess.Configuration(_board.GdbTarget, Firmware.ImagePath(Image)));
        _session = await HeadlessSession.StartAsync(LaunchReader.Read(json, LaunchRequest.Attach), static (_, _) => { }, null, CancellationToken.None);
        Assert.That(_session.Session.Image!.Elf.Symbols.TryFind("_SEGGER_RTT", out ElfSymbol symbol), Is.True);
        _block = (uint)symbol.Address.Value;
    }

    [TearDown]
    public async Task EndAsync()
    {
        _limit.Dispose();
        await _session.DisposeAsync();
        await _board.DisposeAsync();
    }

    [TestCase(0, 0)]
    [TestCase(0x1000, 0x2000)]
    public async Task Run_Input_ComesBackFromTheFirmware(int before, int search)
    {
        RttLink link = Link((uint)(_block - before), search);
        await link.FindAsync(isFresh: false, _limit.Token);
        string text = string.Concat(Enumerable.Range(0, 60).Select(static n => $"<{n:00}>"));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token);
        using var output = new WatchedStream(seen => Echo(seen) == text, enough);
        using var input = new MemoryStream(Encoding.ASCII.GetBytes(text));
        await Assert.ThatAsync(() => link.RunAsync(0, input, output, enough.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Echo(output.Text), Is.EqualTo(text));
        Assert.That(output.Text, Does.Contain("tick\r\n").Or.Contain("firmware up"));
    }

    [Test]
    public async Task Describe_Firmware_ListsItsChannelsByName()
    {
        RttLink link = Link(_block, 0);
        await link.FindAsync(isFresh: false, _limit.Token);
        IReadOnlyList<string> lines = await link.DescribeAsync();
        Assert.That(lines.Select(static line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where((_, index) => index is 0 or 1 or 4))),
            Is.EqualTo(new[] { "up 0 Terminal", "up 1 Data", "down 0 Terminal" }));
    }

    [Test]
    public async Task Run_ChannelThatIsNotThere_IsATypedError()
    {
        RttLink link = Link(_block, 0);
        await link.FindAsync(isFresh: false, _limit.Token);
        EngineRequestException refused = (await Assert.ThrowsAsync<EngineRequestException>(() => link.RunAsync(7, Stream.Null, Stream.Null, CancellationToken.None)))!;
        Assert.That(refused.Message, Does.Contain("has 2 channels up and 1 down; there is no channel 7 up"));
    }

    // What is neither the firmware's own text nor its line ends.
    private static string Echo(string seen) => seen.Replace("firmware up\r\n", "", StringComparison.Ordinal).Replace("tick\r\n", "", StringComparison.Ordinal);

    private RttLink Link(uint start, int search) => new(_session, (start, search), TimeSpan.FromMilliseconds(1));

    private sealed class WatchedStream(Predicate<string> isEnough, CancellationTokenSource enough) : MemoryStream
    {
        public string Text => Encoding.ASCII.GetString(ToArray());

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            if (isEnough(Text)) await enough.CancelAsync();
        }
    }
}
