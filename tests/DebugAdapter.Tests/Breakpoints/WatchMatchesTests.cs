using RspDebug.DebugAdapter.Engine.Breakpoints;

namespace RspDebug.DebugAdapter.Tests.Breakpoints;

[TestFixture]
public sealed class WatchMatchesTests
{
    // COMP, MASK, FUNCTION of each comparator | addresses that matched
    [TestCase("20000010 0 00000005  20000020 0 01000005", "20000020", TestName = "second of two")]
    [TestCase("20000010 0 01000005  20000020 2 01000006", "20000010 20000020", TestName = "both")]
    [TestCase("20000010 0 00000005  20000020 0 00000006", "", TestName = "none")]
    [TestCase("20000010 0 01000000  20000020 0 01000005", "20000020", TestName = "one that is off does not count")]
    [TestCase("00000000 0 00000000  00000000 0 00000000", null, TestName = "none in use: tells nothing")]
    [TestCase("", null, TestName = "nothing could be read")]
    public void Read_GivesAddressesThatMatched(string registers, string? expected)
    {
        uint[] words = [.. registers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => Convert.ToUInt32(w, 16))];
        byte[] bytes = [.. words.Chunk(3).SelectMany(c => (uint[])[.. c, 0]).SelectMany(BitConverter.GetBytes)];
        IReadOnlyList<uint>? matched = WatchMatches.Read(bytes);
        Assert.That(matched is null ? null : string.Join(' ', matched.Select(a => a.ToString("x8", null))), Is.EqualTo(expected));
    }

    [Test]
    public void Read_CutAtEveryLength_GivesWholeComparatorsOnly()
    {
        byte[] bytes = [.. ((uint[])[0x2000_0010, 0, 0x0100_0005, 0, 0x2000_0020, 0, 0x0100_0005, 0]).SelectMany(BitConverter.GetBytes)];
        for (int length = 0; length <= bytes.Length; length++)
            Assert.That(WatchMatches.Read(bytes.AsSpan(0, length))?.Count ?? 0, Is.EqualTo(length / 16));
    }
}
