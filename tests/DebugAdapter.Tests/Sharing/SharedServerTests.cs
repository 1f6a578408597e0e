using System.Text;

namespace RspDebug.DebugAdapter.Tests.Sharing;

/// <summary>What guests ask of the server behind: its commands, and flash programming.</summary>
[TestFixture]
[CancelAfter(180_000)]
internal sealed class SharedServerTests
{
    [Test]
    public async Task Flash_ByAGuest_ItsNextOrderToRunCounts()
    {
        await using SharedBoard board = await SharedBoard.StartAsync();
        await using GuestClient guest = await GuestClient.ConnectAsync(board.Port);
        uint leaf = SharedTargetTests.Function("leaf");
        string vectors = await guest.RequestAsync("m0,8");
        _ = await guest.RequestAsync($"Z1,{leaf:x},2");
        Assert.That(await guest.RequestAsync("vFlashErase:ff000,1000"), Is.EqualTo("OK"));
        Assert.That(await guest.RequestAsync("vFlashWrite:ff000:abcdefgh"), Is.EqualTo("OK"));
        Assert.That(await guest.RequestAsync("vFlashDone"), Is.EqualTo("OK"));
        Assert.That(await guest.RequestAsync("m0,8"), Is.EqualTo(vectors));
        Assert.That(await guest.RequestAsync("vCont;c"), Does.StartWith("T05"));
        Assert.That(board.Pc, Is.EqualTo(leaf), "it ran, and was not told of the reset that it had ordered");
    }

    [Test]
    public async Task Monitor_RefusedToAClientWithoutErrorTexts_SaysWhyOnTheConsole()
    {
        await using SharedBoard board = await SharedBoard.StartAsync();
        await using GuestClient guest = await GuestClient.ConnectAsync(board.Port, "hwbreak+");
        await guest.SendAsync("qRcmd," + Convert.ToHexStringLower("nonsense"u8));
        string console = await guest.AnyPacketAsync();
        Assert.That(Encoding.UTF8.GetString(Convert.FromHexString(console[1..])), Does.Contain("does not know").And.EndsWith("\n"));
        Assert.That(await guest.ReplyAsync(), Does.Match("^E[0-9a-f]{2}$"));
    }

    [Test]
    public async Task Flash_ByAGuest_GoesToTheServerAndTheEditorIsWarned()
    {
        await using SharedBoard board = await SharedBoard.StartAsync();
        await using GuestClient guest = await GuestClient.ConnectAsync(board.Port);
        Assert.That(await guest.RequestAsync("qXfer:memory-map:read::0,1000"), Does.Contain("type=\"flash\"").And.Contain("blocksize"));
        Assert.That(await guest.RequestAsync("vFlashErase:0,1000"), Is.EqualTo("OK"));
        Assert.That(await guest.RequestAsync("vFlashWrite:0:abcdefgh"), Is.EqualTo("OK"));
        Assert.That(await guest.RequestAsync("vFlashDone"), Is.EqualTo("OK"));
        Assert.That(board.Word(0), Is.EqualTo(BitConverter.ToUInt32(Encoding.ASCII.GetBytes("abcd"))));
        Assert.That(await guest.RequestAsync("m0,8"), Is.EqualTo("6162636465666768"), "the image's bytes are not believed any more");
        Assert.That(await guest.RequestAsync("vFlashErase:8,10"), Does.StartWith("E"));
        await board.Editor.EventAsync("stopped");
        Assert.That(board.Editor.Output, Does.Contain("differs from"));
    }
}
