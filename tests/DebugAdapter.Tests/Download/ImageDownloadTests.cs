using RspDebug.DebugAdapter.Engine.Download;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Image.Loading;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Launch;
using RspDebug.DebugAdapter.Tests.Link;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.Transport;
using RspDebug.RspServer.Personalities;
using RspDebug.Testing;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.DebugAdapter.Tests.Download;

/// <summary>Files are brought into the virtual board's flash over a real link; what is asked of the board is the truth.</summary>
[TestFixture]
[CancelAfter(120_000)]
public sealed class ImageDownloadTests : ISessionEvents
{
    // Far from the firmware; a flash block of the board has 4 KiB (nRF52840 PS, "NVMC").
    private const uint Free = 0x8_0000, Block = 0x1000;

    private BoardStub _board = null!;
    private RspSession _rsp = null!;
    private readonly List<ProgressReport> _progress = [];

    [SetUp]
    public async Task StartBoardAsync()
    {
        _board = BoardStub.Start(StubPersonality.Plain, Firmware.ImagePath("gcc-Og-dwarf5"));
        TcpTransport transport = await TcpTransport.ConnectAsync("127.0.0.1", _board.Port, TimeSpan.FromSeconds(30), CancellationToken.None);
        _rsp = await RspSession.ConnectAsync(transport, new RspOptions(), CancellationToken.None);
        await _rsp.MonitorAsync("reset halt", CancellationToken.None);
        _progress.Clear();
    }

    [TearDown]
    public async Task EndBoardAsync()
    {
        await _rsp.DisposeAsync();
        await _board.DisposeAsync();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Run_SeveralFiles_WritesThoseThatAreMissing(bool usesChecksum)
    {
        LoadImage firmware = LoadImage.Open(LoadFileName.Parse(Firmware.ImagePath("gcc-Og-dwarf5"))), first = At(Free, "0102030405060708"), second = At(Free + 2 * Block, "a1a2a3a4");
        Assert.That(await RunAsync([firmware, first, second], usesChecksum), Is.EqualTo("AlreadyThere Written Written"));
        Assert.That((Word(Free), Word(Free + 4), Word(Free + 2 * Block)), Is.EqualTo((0x04030201u, 0x08070605u, 0xa4a3a2a1u)));
        Assert.That(_progress.Select(p => p.Percentage), Is.Ordered.And.Contains(100));
        long before = _rsp.Statistics.BytesSent;
        _progress.Clear();
        Assert.That(await RunAsync([firmware, first, second], usesChecksum), Is.EqualTo("AlreadyThere AlreadyThere AlreadyThere"));
        Assert.That(_progress, Is.Empty, "nothing is written");
        Assert.That(_rsp.Statistics.BytesSent - before, Is.LessThan(1500));
    }

    [Test]
    public async Task Run_TwoFilesShareABlock_TheOneThatIsThereSurvivesTheErase()
    {
        LoadImage settings = At(Free + 0x10, "11223344"), update = At(Free + 0x20, "55667788");
        await RunAsync([settings], usesChecksum: true);
        Assert.That(await RunAsync([settings, update], usesChecksum: true), Is.EqualTo("AlreadyThere Written"));
        Assert.That((Word(Free + 0x10), Word(Free + 0x20)), Is.EqualTo((0x44332211u, 0x88776655u)));
    }

    [Test]
    public async Task Run_EraseAndWrite_ErasesTheWholeRegionFirst()
    {
        await RunAsync([At(Free, "0102030405060708")], usesChecksum: true);
        LoadImage other = At(Free + 8 * Block, "cafebabe");
        Assert.That(await RunAsync([other], usesChecksum: true, DownloadMode.EraseAndWrite), Is.EqualTo("Written"));
        Assert.That((Word(0), Word(Free), Word(Free + 8 * Block)), Is.EqualTo((0xffff_ffffu, 0xffff_ffffu, 0xbebafecau)));
    }

    [Test]
    public async Task Run_Compare_NamesTheFirstDifferenceAndWritesNothing()
    {
        await RunAsync([At(Free, "0102030405060708")], usesChecksum: true);
        IReadOnlyList<DownloadedFile> found = await new ImageDownload(_rsp, Quirks(usesChecksum: false), this)
            .RunAsync([At(Free, "010203040506ff08")], DownloadMode.Compare, CancellationToken.None);
        Assert.That((found[0].Outcome, found[0].DiffersAt), Is.EqualTo((DownloadOutcome.Differs, (uint?)(Free + 6))));
        Assert.That(Word(Free + 4), Is.EqualTo(0x08070605u));
    }

    [Test]
    public async Task Run_PartInRam_IsWrittenAsMemory()
    {
        Assert.That(await RunAsync([At(0x2000_1000, "0badcafe")], usesChecksum: true), Is.EqualTo("Written"));
        Assert.That(Word(0x2000_1000), Is.EqualTo(0xfecaad0bu));
    }

    [Test]
    public async Task Run_FilesDisagree_WritesNothing()
    {
        await Assert.ThrowsAsync<ImageFileException>(async () => await RunAsync([At(Free, "01020304"), At(Free, "01020305")], usesChecksum: true));
        Assert.That(Word(Free), Is.EqualTo(0xffff_ffffu));
    }

    private async Task<string> RunAsync(IReadOnlyList<LoadImage> images, bool usesChecksum, DownloadMode mode = DownloadMode.Write) =>
        string.Join(' ', (await new ImageDownload(_rsp, Quirks(usesChecksum), this).RunAsync(images, mode, CancellationToken.None)).Select(static file => file.Outcome));

    private static ServerQuirks Quirks(bool usesChecksum) => new() { ChecksumLeavesTargetAlone = usesChecksum };

    private static LoadImage At(uint address, string hex) => new($"0x{address:x}.bin", [new LoadPart(address, Convert.FromHexString(hex))]);

    private uint Word(uint address) => _board.Host.Use(board =>
    {
        Assert.That(board.Bus.TryRead(address, sizeof(uint), BusMaster.Debugger, out uint value), Is.True, $"0x{address:x8}");
        return value;
    });

    void ISessionEvents.OnStopped(StopReport stop) => throw new InvalidOperationException("nothing runs");

    void ISessionEvents.OnOutput(OutputKind kind, string text) => Assert.Fail(text);

    void ISessionEvents.OnProgress(ProgressReport progress) => _progress.Add(progress);

    void ISessionEvents.OnEnded(string? reason) => Assert.Fail(reason ?? "ended");
}
