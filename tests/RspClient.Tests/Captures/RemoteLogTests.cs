using RspDebug.Testing;

namespace RspDebug.RspClient.Tests.Captures;

/// <summary>Whole sessions of gdb with OpenOCD, as gdb's <c>remotelogfile</c> writes them.</summary>
[TestFixture]
public sealed class RemoteLogTests
{
    [TestCase("rsp/gdb-openocd-stlink.remotelog", 340)]
    [TestCase("rsp/gdb-openocd-load-stlink.remotelog", 2600)]
    public void TryParse_EveryReplyOfASession_IsUnderstoodByItsRequest(string file, int atLeast)
    {
        string request = "";
        int understood = 0;
        foreach (string line in File.ReadLines(SharedData.Require(file)))
        {
            if (!RemoteLog.IsTraffic(line)) continue;
            string text = RemoteLog.TextOf(line);
            (List<byte[]> packets, int damaged) = ExchangeChecker.Decode(RemoteLog.Unescape(text));
            // An interrupt stands as \x03 among the requests.
            Assert.That(damaged, Is.Zero.Or.EqualTo(text.Contains("\\x03", StringComparison.Ordinal) ? 1 : 0), line);
            foreach (byte[] payload in packets)
            {
                string reply = ExchangeChecker.ToText(payload);
                if (line[0] == 'w') request = reply;
                else if ((reply.Length == 0 || reply[0] != 'O' || reply == "OK") && ExchangeChecker.Understands(request, payload) is { } isUnderstood)
                {
                    Assert.That(isUnderstood, Is.True, $"{request} -> {reply}");
                    understood++;
                }
            }
        }

        Assert.That(understood, Is.GreaterThan(atLeast));
    }
}
