using System.Globalization;
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
            if (line.Length < 2 || line[0] is not ('w' or 'r')) continue;
            string text = line[2..].Replace("<Timeout: 0 seconds>", "", StringComparison.Ordinal);
            (List<byte[]> packets, int damaged) = ExchangeChecker.Decode(Unescape(text));
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

    private static byte[] Unescape(string text)
    {
        var bytes = new List<byte>();
        for (int index = 0; index < text.Length; index++)
        {
            if (text[index] != '\\' || index + 1 == text.Length)
            {
                bytes.Add((byte)text[index]);
                continue;
            }

            char kind = text[++index];
            if (kind == 'x' && index + 2 < text.Length)
            {
                bytes.Add(byte.Parse(text.AsSpan(index + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                index += 2;
            }
            else
            {
                bytes.Add(kind switch { 'n' => (byte)'\n', 'r' => (byte)'\r', 't' => (byte)'\t', 'b' => (byte)'\b', 'f' => (byte)'\f', 'v' => (byte)'\v', _ => (byte)kind });
            }
        }

        return [.. bytes];
    }
}
