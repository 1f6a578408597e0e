using System.Text;
using RspDebug.DebugAdapter.Cli.Symbolize;

namespace RspDebug.DebugAdapter.Tests.Cli.Symbolize;

public sealed class RequestLinesTests
{
    [TestCase(1)]
    [TestCase(3)]
    [TestCase(1000)]
    public async Task ReadAsync_AnySplit_GivesTheSameLines(int sizeOfRead)
    {
        List<IReadOnlyList<string>> batches = await ReadAsync("0x10\r\n\n  20 \n30", sizeOfRead);
        Assert.That(batches.SelectMany(batch => batch), Is.EqualTo((string[])["0x10", "20", "30"]));
        Assert.That(batches, Has.None.Empty);
    }

    [Test]
    public async Task ReadAsync_ALineThatNeverEnds_IsCutAndBounded()
    {
        List<IReadOnlyList<string>> batches = await ReadAsync(new string('1', 3 * RequestLines.LongestInBytes) + "\n2\n", int.MaxValue);
        Assert.That(batches.SelectMany(batch => batch).Select(line => line.Length), Is.EqualTo((int[])[RequestLines.LongestInBytes, RequestLines.LongestInBytes, RequestLines.LongestInBytes, 1]));
    }

    private static async Task<List<IReadOnlyList<string>>> ReadAsync(string text, int sizeOfRead)
    {
        using var stream = new ShortReads(Encoding.UTF8.GetBytes(text), sizeOfRead);
        return await RequestLines.ReadAsync(stream, CancellationToken.None).ToListAsync();
    }

    private sealed class ShortReads(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
