using RspDebug.DebugAdapter.Engine.Servers;

namespace RspDebug.DebugAdapter.Tests.Engine.Servers;

[TestFixture]
public sealed class ServerComplaintsTests
{
    private const string Output = "Info : halted\nError: Failed to read memory at 0x00000000\nInfo : running\n";

    [Test]
    public void Take_AnySplit_PartsTheSameLines([Range(0, 70, 7)] int split)
    {
        var complaints = new ServerComplaints(["Failed to read memory"]);
        (string Shown, string Hidden) first = complaints.Take(Output[..split]), second = complaints.Take(Output[split..]);
        Assert.That(first.Shown + second.Shown, Is.EqualTo("Info : halted\nInfo : running\n"));
        Assert.That(first.Hidden + second.Hidden, Is.EqualTo("Error: Failed to read memory at 0x00000000\n"));
    }

    [Test]
    public void Take_NoMarks_ShowsPartsOfLinesAtOnce() => Assert.That(new ServerComplaints([]).Take("part"), Is.EqualTo(("part", "")));
}
