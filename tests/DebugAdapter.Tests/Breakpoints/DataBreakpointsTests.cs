using RspDebug.DebugAdapter.Engine.Breakpoints;

namespace RspDebug.DebugAdapter.Tests.Breakpoints;

[TestFixture]
public sealed class DataBreakpointsTests
{
    private readonly CancellationToken _token = CancellationToken.None;

    [Test]
    public async Task ReplaceAsync_SecondPieceRefused_LeavesNothingArmed()
    {
        var link = new RecordingLink { Refused = 0x2000_0004 };
        var data = new DataBreakpoints(link, new IdSource());
        DataBreakpoint set = (await data.ReplaceAsync([new(0x2000_0000, 8, "pair", DataAccess.Write)], _token))[0];
        Assert.That((set.IsVerified, set.Message), Is.EqualTo((false, "The server refused a watchpoint of 4 bytes at 0x20000004: E0E. 0 comparators are in use.")));
        Assert.That(link.Log, Is.EqualTo(new[] { "+Write 20000000 4", "-Write 20000000 4" }));
    }

    [Test]
    public async Task ReplaceAsync_SameList_CostsNoPacket()
    {
        var link = new RecordingLink();
        var data = new DataBreakpoints(link, new IdSource());
        DataBreakpointSpec spec = new(0x2000_0000, 4, "x", DataAccess.ReadWrite);
        int id = (await data.ReplaceAsync([spec], _token))[0].Id;
        Assert.That((await data.ReplaceAsync([spec with { }], _token))[0].Id, Is.EqualTo(id));
        Assert.That(link.Log, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task ReplaceAsync_BeyondTheComparators_IsRefusedWithoutAPacket()
    {
        var link = new RecordingLink();
        var data = new DataBreakpoints(link, new IdSource()) { Comparators = 2 };
        IReadOnlyList<DataBreakpoint> set = await data.ReplaceAsync([new(0x2000_0000, 4, "a", DataAccess.Write), new(0x2000_0010, 8, "b", DataAccess.Write)], _token);
        Assert.That(set.Select(b => b.IsVerified), Is.EqualTo(new[] { true, false }));
        Assert.That(set[1].Message, Does.Contain("'b' takes 2 of the 2"));
        Assert.That(link.Log, Has.Count.EqualTo(1));
    }

    // address | bytes
    [TestCase(0xFFFF_FFFEu, 4)]
    [TestCase(0x0000_0001u, int.MaxValue)]
    [TestCase(0x2000_0000u, 17)]
    public async Task ReplaceAsync_MoreThanCanBeWatched_IsRefused(uint address, int size)
    {
        var link = new RecordingLink();
        DataBreakpoint set = (await new DataBreakpoints(link, new IdSource()).ReplaceAsync([new(address, size, "x", DataAccess.Write)], _token))[0];
        Assert.That(set.IsVerified, Is.False);
        Assert.That(set.Message, Does.Contain($"{size} bytes at 0x{address:x8}"));
        Assert.That(link.Log, Is.Empty);
    }

    [Test]
    public async Task RearmAllAsync_AfterReset_InsertsAgain()
    {
        var link = new RecordingLink();
        var data = new DataBreakpoints(link, new IdSource());
        await data.ReplaceAsync([new(0x2000_0000, 1, "a", DataAccess.Read)], _token);
        await data.RearmAllAsync(_token);
        Assert.That(link.Log, Is.EqualTo(new[] { "+Read 20000000 1", "-Read 20000000 1", "+Read 20000000 1" }));
        await data.DisarmAllAsync(_token);
        Assert.That(data.UsedComparators, Is.Zero);
    }

    private sealed class RecordingLink : IWatchpointLink
    {
        public List<string> Log { get; } = [];

        public uint? Refused { get; init; }

        public ValueTask<string?> InsertWatchpointAsync(DataAccess access, uint address, int sizeInBytes, CancellationToken cancellationToken)
        {
            if (address == Refused)
                return new("E0E");
            Log.Add($"+{access} {address:x} {sizeInBytes}");
            return new((string?)null);
        }

        public ValueTask RemoveWatchpointAsync(DataAccess access, uint address, int sizeInBytes, CancellationToken cancellationToken)
        {
            Log.Add($"-{access} {address:x} {sizeInBytes}");
            return default;
        }
    }
}
