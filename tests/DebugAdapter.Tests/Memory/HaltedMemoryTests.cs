using RspDebug.DebugAdapter.Engine.Memory;
using RspDebug.Dwarf.Memory;

namespace RspDebug.DebugAdapter.Tests.Memory;

[TestFixture]
public sealed class HaltedMemoryTests
{
    private readonly CancellationToken _token = CancellationToken.None;

    [Test]
    public async Task RunAsync_RangeInOnePage_FetchesThePageOnce()
    {
        var link = new RecordingLink(0x2000_0000, 0x1000);
        var memory = new HaltedMemory(link, new ImageMemory());
        uint first = await memory.RunAsync(m => Read(m, 0x2000_0010), _token);
        uint second = await memory.RunAsync(m => Read(m, 0x2000_00F0), _token);
        Assert.That((first, second), Is.EqualTo((link.Word(0x2000_0010), link.Word(0x2000_00F0))));
        Assert.That(link.Reads, Is.EqualTo(new[] { "20000000+100" }));
    }

    [Test]
    public async Task RunAsync_RangesCloseTogether_FetchesThemInOneRead()
    {
        var link = new RecordingLink(0x2000_0000, 0x1000);
        var memory = new HaltedMemory(link, new ImageMemory());
        await memory.RunAsync(m => (Read(m, 0x2000_0000), Read(m, 0x2000_0204), Read(m, 0x2000_0800)), _token);
        Assert.That(link.Reads, Is.EqualTo(new[] { "20000000+300", "20000800+100" }));
    }

    [Test]
    public async Task RunAsync_DeviceMemory_ReadsExactlyWhatWasAsked()
    {
        var link = new RecordingLink(0xE000_E000, 0x1000);
        var memory = new HaltedMemory(link, new ImageMemory());
        await memory.RunAsync(m => Read(m, 0xE000_ED28), _token);
        Assert.That(link.Reads, Is.EqualTo(new[] { "e000ed28+4" }));
    }

    [Test]
    public async Task RunAsync_EndOfRam_FallsBackToTheExactRange()
    {
        var link = new RecordingLink(0x2000_0000, 0x40); // smaller than a page
        var memory = new HaltedMemory(link, new ImageMemory());
        uint value = await memory.RunAsync(m => Read(m, 0x2000_003C), _token);
        Assert.That(value, Is.EqualTo(link.Word(0x2000_003C)));
    }

    [Test]
    public async Task Want_PastTheEndOfRam_IsTriedOnceAndNeverAgain()
    {
        var link = new RecordingLink(0x2000_0000, 0x200);
        var memory = new HaltedMemory(link, new ImageMemory());
        for (int stop = 0; stop < 3; stop++)
        {
            memory.Want(0x2000_0100, 1024);
            await memory.RunAsync(m => Read(m, 0x2000_0180), _token);
            memory.Invalidate();
        }

        Assert.That(link.Reads, Is.EqualTo(new[] { "20000100+400", "20000100+100", "20000100+100" }));
    }

    [Test]
    public async Task RunAsync_UnmappedMemory_IsUnreadableAndAskedForOnlyOnce()
    {
        var link = new RecordingLink(0x2000_0000, 0x100);
        var memory = new HaltedMemory(link, new ImageMemory());
        MemoryStatus Status(ITargetMemory m) => m.TryRead(new(0x3000_0000), new byte[4]);
        Assert.That(await memory.RunAsync(Status, _token), Is.EqualTo(MemoryStatus.Unreadable));
        int reads = link.Reads.Count;
        Assert.That(await memory.RunAsync(Status, _token), Is.EqualTo(MemoryStatus.Unreadable));
        Assert.That(link.Reads, Has.Count.EqualTo(reads));
    }

    [Test]
    public void TryRead_AcrossFourGigabytes_IsUnreadable()
    {
        var memory = new HaltedMemory(new RecordingLink(0, 0x100), new ImageMemory());
        Assert.That(memory.TryRead(new(0xFFFF_FFFE), new byte[4]), Is.EqualTo(MemoryStatus.Unreadable));
    }

    [Test]
    public async Task RunAsync_VerifiedImage_CostsNoRead()
    {
        var link = new RecordingLink(0, 0x1000);
        var image = new ImageMemory();
        image.Trust([new(0, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 })]);
        var memory = new HaltedMemory(link, image);
        Assert.That(await memory.RunAsync(m => Read(m, 2), _token), Is.EqualTo(0x06050403));
        Assert.That(link.Reads, Is.Empty);
    }

    [Test]
    public async Task WriteAsync_CachedPage_IsReadAgain()
    {
        var link = new RecordingLink(0x2000_0000, 0x1000);
        var memory = new HaltedMemory(link, new ImageMemory());
        await memory.RunAsync(m => Read(m, 0x2000_0010), _token);
        await memory.WriteAsync(0x2000_0010, new byte[] { 9, 0, 0, 0 }, _token);
        Assert.That(await memory.RunAsync(m => Read(m, 0x2000_0010), _token), Is.EqualTo(9));
    }

    [Test]
    public void RunAsync_EndlessChain_IsEnded()
    {
        var memory = new HaltedMemory(new RecordingLink(0x2000_0000, 0x100_0000), new ImageMemory());
        uint next = 0x2000_0000;
        Assert.That(
            async () => await memory.RunAsync(m => Read(m, next += 0x1000), _token),
            Throws.InvalidOperationException);
    }

    private static uint Read(ITargetMemory memory, uint address)
    {
        Span<byte> bytes = stackalloc byte[4];
        return memory.TryRead(new(address), bytes) == MemoryStatus.Available ? BitConverter.ToUInt32(bytes) : 0xDEAD_DEAD;
    }

    /// <summary>A region of memory that remembers the reads it served.</summary>
    private sealed class RecordingLink(uint start, int size) : IMemoryLink
    {
        private readonly byte[] _bytes = [.. Enumerable.Range(0, size).Select(i => (byte)(i * 7 + (i >> 8)))];

        public List<string> Reads { get; } = [];

        public uint Word(uint address) => BitConverter.ToUInt32(_bytes, (int)(address - start));

        public ValueTask<int> ReadAsync(uint address, Memory<byte> destination, CancellationToken cancellationToken)
        {
            Reads.Add($"{address:x}+{destination.Length:x}");
            if (address < start || address >= start + (uint)_bytes.Length)
                return ValueTask.FromResult(0);
            int offset = (int)(address - start), count = Math.Min(destination.Length, _bytes.Length - offset);
            _bytes.AsMemory(offset, count).CopyTo(destination);
            return ValueTask.FromResult(count);
        }

        public ValueTask WriteAsync(uint address, ReadOnlyMemory<byte> source, CancellationToken cancellationToken)
        {
            source.CopyTo(_bytes.AsMemory((int)(address - start)));
            return ValueTask.CompletedTask;
        }
    }
}
