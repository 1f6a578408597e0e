using RspDebug.DebugAdapter.Engine.Servers;

namespace RspDebug.DebugAdapter.Tests.Engine.Servers;

public sealed class LineRingTests
{
    // pieces, split by / (~ stands for a line feed) | lines, split by a comma
    [TestCase("a~b~", "a,b")]
    [TestCase("a/b~c", "ab,c")]
    [TestCase("a~~~b~", "a,b")]
    [TestCase("1~2~3~4~", "2,3,4")]
    [TestCase("", "")]
    public void Append_Pieces_KeepsTheLastLines(string pieces, string expected)
    {
        var ring = new LineRing(3);
        foreach (string piece in pieces.Split('/')) ring.Append(piece.Replace('~', '\n'));
        Assert.That(string.Join(',', ring.Lines), Is.EqualTo(expected));
    }

    [Test]
    public void Append_LineWithoutEnd_IsCut()
    {
        var ring = new LineRing(3);
        for (int i = 0; i < 100; i++) ring.Append(new string('x', 100));
        Assert.That(ring.Lines.Single(), Has.Length.EqualTo(LineRing.MaxLineLength));
    }
}
