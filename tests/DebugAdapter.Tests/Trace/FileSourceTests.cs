using RspDebug.DebugAdapter.Engine.Trace.Sources;

namespace RspDebug.DebugAdapter.Tests.Trace;

public sealed class FileSourceTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private string _folder = "";
    private string _path = "";

    [SetUp]
    public void MakeFolder()
    {
        _folder = Directory.CreateTempSubdirectory("rsp-debug-swo").FullName;
        _path = Path.Combine(_folder, "raw.bin");
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Follow_FileGrowsAndIsBegunAnew_GivesAll()
    {
        await File.WriteAllBytesAsync(_path, [1, 2, 3]);
        var notices = new List<string>();
        await using FollowedFileSource source = FollowedFileSource.Open(_path, TimeProvider.System, notices.Add);
        using var limit = new CancellationTokenSource(Limit);
        byte[] block = new byte[16];
        Assert.That(await source.ReadAsync(block, limit.Token), Is.EqualTo(3));
        Task<int> waiting = source.ReadAsync(block, limit.Token).AsTask();
        await File.AppendAllBytesAsync(_path, [4]);
        Assert.That((await waiting, block[0]), Is.EqualTo((1, (byte)4)));
        waiting = source.ReadAsync(block, limit.Token).AsTask();
        await File.WriteAllBytesAsync(_path, [9, 8]);
        Assert.That((await waiting, block[0]), Is.EqualTo((2, (byte)9)));
        Assert.That(notices, Has.Some.Contains("written anew"));
    }

    [Test]
    public async Task Replay_Times_GiveThePiecesAsTheyCame()
    {
        await File.WriteAllBytesAsync(_path, [1, 2, 3, 4, 5]);
        await File.WriteAllTextAsync(_path + ".times", "0 2\n10 3\n2000 5\n");
        await using ReplayedFileSource source = ReplayedFileSource.Open(_path, null, TimeProvider.System);
        Assert.That(await PiecesAsync(source), Is.EqualTo(new[] { 2, 1, 2 }));
    }

    [Test]
    public async Task Replay_Baud_GivesEvenPieces()
    {
        await File.WriteAllBytesAsync(_path, new byte[5000]);
        await using ReplayedFileSource source = ReplayedFileSource.Open(_path, 1_000_000, TimeProvider.System);
        Assert.That(await PiecesAsync(source), Is.EqualTo(new[] { 2000, 2000, 1000 }));
    }

    [TestCase("x 2", "\"x 2\"")]
    [TestCase("1 2 3", "\"1 2 3\"")]
    [TestCase("0 5\n1 4", "line 2")]
    [TestCase("-1 5", "\"-1 5\"")]
    [TestCase("1e300 5", "\"1e300 5\"")]
    public async Task Replay_BadTimes_SayWhere(string times, string part)
    {
        await File.WriteAllBytesAsync(_path, [1]);
        await File.WriteAllTextAsync(_path + ".times", times);
        Assert.That(() => ReplayedFileSource.Open(_path, null, TimeProvider.System), Throws.TypeOf<TraceSourceException>().With.Message.Contains(part));
    }

    [Test]
    public async Task Replay_NoTimes_AsksForTheRate()
    {
        await File.WriteAllBytesAsync(_path, [1]);
        Assert.That(() => ReplayedFileSource.Open(_path, null, TimeProvider.System), Throws.TypeOf<TraceSourceException>().With.Message.Contains("--baud"));
    }

    [Test]
    public async Task Save_ThenReplay_GivesTheSameBytes()
    {
        byte[] bytes = [.. Enumerable.Range(0, 3000).Select(static i => (byte)i)];
        using var input = new MemoryStream(bytes);
        await using (SavingTraceSource saving = SavingTraceSource.Create(StreamTraceSource.Of("test", input), _path, TimeProvider.System))
            await PiecesAsync(saving);
        await using ReplayedFileSource source = ReplayedFileSource.Open(_path, null, TimeProvider.System);
        Assert.That((await PiecesAsync(source)).Sum(), Is.EqualTo(bytes.Length));
        Assert.That(await File.ReadAllBytesAsync(_path), Is.EqualTo(bytes));
    }

    private static async Task<List<int>> PiecesAsync(ITraceSource source)
    {
        using var limit = new CancellationTokenSource(Limit);
        byte[] block = new byte[1 << 16];
        var pieces = new List<int>();
        while (await source.ReadAsync(block, limit.Token) is > 0 and int count) pieces.Add(count);
        return pieces;
    }
}
