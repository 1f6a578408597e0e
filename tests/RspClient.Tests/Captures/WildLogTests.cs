using System.Text.Json;

namespace RspDebug.RspClient.Tests.Captures;

/// <summary>Exchanges with real servers, from public issue threads.</summary>
[TestFixture]
public sealed class WildLogTests
{
    [Test]
    public void PacketDecoder_EveryLoggedPacket_DecodesOrIsDamagedAsTheLogSays()
    {
        int packets = 0;
        foreach ((string id, JsonElement line) in WildLog.ReadEvents())
        {
            if (line.GetProperty("dir").GetString() == "note" || WildLog.Has(line, "truncated")) continue;
            (List<byte[]> decoded, int damaged) = ExchangeChecker.Decode(WildLog.ToWire(line));
            bool isDamaged = line.TryGetProperty("checksum_ok", out JsonElement ok) && !ok.GetBoolean() && !line.TryGetProperty("wire", out _);
            string raw = line.GetProperty("raw").GetString()!;
            Assert.That(damaged, Is.EqualTo(isDamaged ? 1 : 0), $"{id}: {raw}");
            packets += decoded.Count;
        }

        Assert.That(packets, Is.GreaterThan(120));
    }

    [Test]
    public void TryParse_EveryLoggedReply_IsUnderstoodByItsRequest()
    {
        int understood = 0;
        string request = "";
        foreach ((string id, JsonElement line) in WildLog.ReadEvents())
        {
            if (WildLog.Has(line, "truncated") || (line.TryGetProperty("checksum_ok", out JsonElement ok) && !ok.GetBoolean() && !line.TryGetProperty("wire", out _)))
            {
                request = "";
                continue;
            }

            bool isRequest = line.GetProperty("dir").GetString() == "c>s";
            if (line.GetProperty("dir").GetString() == "note") continue;
            foreach (byte[] payload in ExchangeChecker.Decode(WildLog.ToWire(line)).Packets)
            {
                string text = ExchangeChecker.ToText(payload);
                if (isRequest)
                {
                    request = text;
                    continue;
                }

                // Console text comes before the reply; some entries deliberately hold a reply that belongs to another request.
                if (text.StartsWith('O') && text != "OK") continue;
                if (id == "openocd-off-by-one" || (id == "gdbserver-rle" && !text.All(char.IsAsciiHexDigit))) continue;
                if (ExchangeChecker.Understands(request, payload) is not { } isUnderstood || text.Contains("<binary-data", StringComparison.Ordinal)) continue;
                // 163 digits are no register file.
                Assert.That(isUnderstood, Is.EqualTo(id != "bmp-qsymbol-g" || text.Length != 163), $"{id}: {request} -> {text}");
                understood++;
                request = "";
            }
        }

        Assert.That(understood, Is.GreaterThan(50));
    }

    [Test]
    public void TryParse_LateFeatureListAsAnswerToAnotherQuery_IsRejected()
    {
        byte[] late = "PacketSize=4000;qXfer:memory-map:read-;QStartNoAckMode+"u8.ToArray();
        foreach (string request in (string[])["vMustReplyEmpty", "m20000000,4", "g", "p1", "Z1,0,2", "vCont;c", "qC", "qRcmd,72", "qCRC:0,4", "qXfer:features:read:target.xml:0,1"])
            Assert.That(ExchangeChecker.Understands(request, late), Is.False, request);
    }
}
