using System.Text;
using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Tests.Replies;

[TestFixture]
public sealed class FileIoRequestTests
{
    [TestCase("Fwrite,2,20000000,c", "write 2 20000000 c")]
    [TestCase("Fopen,20000000/8,0,1b6", "open 20000000/8 0 1b6")]
    [TestCase("Fclose,3", "close 3")]
    [TestCase("Fgettimeofday,20000000,0", "gettimeofday 20000000 0")]
    [TestCase("Fsystem", "system ")]
    public void TryParse_Call_GivesNameAndArguments(string payload, string expected)
    {
        Assert.That(FileIoRequest.TryParse(Encoding.Latin1.GetBytes(payload), out FileIoRequest request), Is.True);
        Assert.That($"{request.Call} {string.Join(' ', request.Arguments)}", Is.EqualTo(expected));
    }

    [TestCase("F04F")]
    [TestCase("F")]
    [TestCase("F,1")]
    [TestCase("F1,2")]
    [TestCase("FT05")]
    [TestCase("T05")]
    [TestCase("")]
    public void TryParse_OtherPayload_GivesFalse(string payload) =>
        Assert.That(FileIoRequest.TryParse(Encoding.Latin1.GetBytes(payload), out _), Is.False);

    [TestCase(0, 0, false, "F0")]
    [TestCase(0x12, 0, false, "F12")]
    [TestCase(-1, 2, false, "F-1,2")]
    [TestCase(-1, 88, true, "F-1,58,C")]
    [TestCase(3, 0, true, "F3,0,C")]
    public void WriteTo_Result_IsWrittenAsTheManualHasIt(int result, int errorNumber, bool isInterrupted, string expected)
    {
        var writer = new PacketWriter();
        new FileIoReplyRequest(result, errorNumber, isInterrupted, TimeoutClass.Run).WriteTo(writer.Begin());
        Assert.That(Encoding.Latin1.GetString(writer.End().Span), Does.StartWith("$" + expected + "#"));
    }
}
