using System.Text;
using System.Text.Json;
using RspDebug.DebugAdapter.Engine.Trace.Output;
using RspDebug.Swo.Itm;

namespace RspDebug.DebugAdapter.Tests.Trace;

/// <summary>The lines of <c>swo decode --packets</c>: names and values are a contract.</summary>
public sealed class PacketJsonTests
{
    // bytes of one packet | its line, without offset
    private const string Table = """
        000000000080        | {"t":"sync"}
        70                  | {"t":"overflow"}
        0141                | {"t":"software","port":0,"size":1,"value":65}
        0ad204              | {"t":"software","port":1,"size":2,"value":1234}
        fbffffffff          | {"t":"software","port":31,"size":4,"value":4294967295}
        60                  | {"t":"local-timestamp","delta":6,"tc":0,"form":2}
        f0ffffff7f          | {"t":"local-timestamp","delta":268435455,"tc":3,"form":1}
        9405                | {"t":"global-timestamp","part":1,"value":5,"bits":7,"wrap":false,"clockChange":false}
        94ffffff7f          | {"t":"global-timestamp","part":1,"value":67108863,"bits":26,"wrap":true,"clockChange":true}
        b4ffffffffff07      | {"t":"global-timestamp","part":2,"value":274877906943,"bits":38,"wrap":false,"clockChange":false}
        38                  | {"t":"extension","page":3}
        8c01                | {"t":"extension","hardware":true,"value":8}
        053f                | {"t":"event-counter","flags":63}
        0e0b10              | {"t":"exception","number":11,"function":"enter"}
        0eff21              | {"t":"exception","number":511,"function":"exit"}
        0e0030              | {"t":"exception","number":0,"function":"return"}
        17563412a0          | {"t":"pc-sample","pc":2685547606}
        1500                | {"t":"pc-sample","sleeping":true}
        15ff                | {"t":"pc-sample","prohibited":true}
        6778563412          | {"t":"data-pc","comparator":2,"pc":305419896}
        5e3412              | {"t":"data-address","comparator":1,"address":4660}
        8d80                | {"t":"data-value","comparator":0,"access":"write","size":1,"value":128}
        b778563412          | {"t":"data-value","comparator":3,"access":"read","size":4,"value":305419896}
        1d07                | {"t":"hardware","id":3,"size":1,"value":7}
        80                  | {"t":"malformed","reason":"reserved-header","size":1}
        0e0b00              | {"t":"malformed","reason":"exception","size":3}
        13                  | {"t":"incomplete","size":1}
        """;

    private static IEnumerable<TestCaseData> Rows() => Table.Split('\n').Select(static row =>
    {
        string[] parts = row.Split('|');
        return new TestCaseData(parts[0].Trim(), parts[1].Trim()).SetName($"Write_{parts[0].Trim()}_IsItsLine");
    });

    [TestCaseSource(nameof(Rows))]
    public void Write_Packet_IsItsLine(string hex, string expected)
    {
        string line = Encode(Convert.FromHexString(hex));
        Assert.That(line, Does.EndWith("}\n"));
        Assert.That(line.Replace(",\"offset\":0", "", StringComparison.Ordinal).TrimEnd('\n'), Is.EqualTo(expected));
    }

    [Test]
    public void Write_RandomBytes_AreLinesOfJsonInStreamOrder()
    {
        var random = new Random(5);
        byte[] noise = new byte[50_000];
        random.NextBytes(noise);
        long last = -1;
        foreach (string line in Encode(noise).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using JsonDocument parsed = JsonDocument.Parse(line);
            long offset = parsed.RootElement.GetProperty("offset").GetInt64();
            Assert.That(offset, Is.GreaterThan(last));
            last = offset;
        }

        Assert.That(last, Is.GreaterThan(49_900));
    }

    private static string Encode(byte[] bytes)
    {
        var decoder = new ItmDecoder();
        var lines = new Utf8Lines();
        decoder.Push(bytes);
        decoder.Complete();
        while (decoder.TryRead(out ItmPacket packet)) PacketJson.Write(lines, packet);
        return Encoding.UTF8.GetString(lines.Written.Span);
    }
}
