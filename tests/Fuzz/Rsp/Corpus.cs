using System.Text;
using System.Text.Json;
using RspDebug.Testing;

namespace RspDebug.Fuzz.Rsp.Tests;

/// <summary>Real exchanges to start from: ours below, and where the machine has them those of public issue threads and of gdb's logs.</summary>
internal static class Corpus
{
    private static readonly (string Request, string Reply)[] Own =
    [
        ("qSupported:hwbreak+", "PacketSize=4000;qXfer:memory-map:read+;qXfer:features:read+;QStartNoAckMode+;vContSupported+"),
        ("?", "T05"), ("vCont;s:1", "T0507:00000020;0d:f0ff0020;0f:04010000;thread:1;"), ("vCont;c", "T05watch:20000010;"), ("c", "W00"), ("s", "X1D"),
        ("g", "0* 1*\"2*,00xxxxxxxx00000001"), ("p3a", "00000003"), ("m20000000,10", "000102030405060708090a0b0c0d0e0f"), ("m0,4", "E0E"), ("m0,4", "E.not there"),
        ("x0,4", "b\x01}]}\x03*#"), ("Z1,100,2", "OK"), ("z1,100,2", "E01"), ("qXfer:features:read:target.xml:0,ffb", "l<?xml version=\"1.0\"?><target></target>"),
        ("qXfer:memory-map:read::0,ffb", "m<memory-map>\\n<memory type=\"ram\" start=\"0x0\" length=\"0x1*!\"/>"), ("vCont?", "vCont;c;C;s;S;r;t"), ("qC", "QC1"),
        ("qfThreadInfo", "m1,2,p1.3"), ("qsThreadInfo", "l"), ("qRcmd,72", "O68656c6c6f0a"), ("qCRC:0,4", "Cdeadbeef"), ("vFlashDone", "OK"),
        ("vCont;c", "Fopen,20000000/8,601,1b6"), ("vMustReplyEmpty", ""), ("D", ""),
    ];

    /// <summary>Requests with the bytes that a stub sent in answer, framed.</summary>
    public static IReadOnlyList<(string Request, byte[] Wire)> Load()
    {
        List<(string, byte[])> all = [.. Own.Select(exchange => (exchange.Request, FakeFraming.Frame(exchange.Reply)))];
        if (Find("rsp/wild-logs.json") is { } wild) all.AddRange(ReadWild(wild));
        foreach (string log in (string[])["rsp/gdb-openocd-stlink.remotelog", "rsp/gdb-openocd-load-stlink.remotelog"])
        {
            if (Find(log) is { } path) all.AddRange(ReadRemoteLog(path));
        }

        return all;
    }

    private static string? Find(string relativePath)
    {
        for (DirectoryInfo? folder = new(FixtureFiles.RepositoryRoot); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", "data", relativePath);
            if (File.Exists(path)) return path;
        }

        return null;
    }

    private static IEnumerable<(string, byte[])> ReadWild(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        string request = "";
        foreach (JsonElement line in document.RootElement.GetProperty("entries").EnumerateArray().SelectMany(entry => entry.GetProperty("events").EnumerateArray()))
        {
            if (line.GetProperty("dir").GetString() == "note") continue;
            string raw = line.TryGetProperty("wire", out JsonElement wire) ? wire.GetString()! : line.GetProperty("raw").GetString()!;
            bool isFramed = !line.TryGetProperty("framed", out JsonElement framed) || framed.GetBoolean();
            if (line.GetProperty("dir").GetString() == "c>s") request = raw.Trim('$', '+').Split('#')[0];
            else yield return (request, isFramed ? Encoding.Latin1.GetBytes(raw) : FakeFraming.Frame(raw));
        }
    }

    private static IEnumerable<(string, byte[])> ReadRemoteLog(string path)
    {
        string request = "";
        foreach (string line in File.ReadLines(path))
        {
            if (line.StartsWith("w $", StringComparison.Ordinal)) request = line[3..].Split('#')[0];
            else if (line.StartsWith("r ", StringComparison.Ordinal)) yield return (request, Encoding.Latin1.GetBytes(line[2..]));
        }
    }
}
