using System.Text;
using System.Text.Json;
using RspDebug.Testing;

namespace RspDebug.RspClient.Tests.Captures;

/// <summary>Reads the exchanges with real servers that public issue threads show.</summary>
internal static class WildLog
{
    public static IEnumerable<(string Id, JsonElement Line)> ReadEvents()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(SharedData.Require("rsp/wild-logs.json")));
        foreach (JsonElement entry in document.RootElement.GetProperty("entries").EnumerateArray())
        {
            foreach (JsonElement line in entry.GetProperty("events").EnumerateArray())
                yield return (entry.GetProperty("id").GetString()!, line.Clone());
        }
    }

    /// <summary>Requests with the bytes that came back, those that the log holds whole and undamaged.</summary>
    public static List<(string Id, string Request, byte[][] Answers)> Exchanges()
    {
        var exchanges = new List<(string, string, byte[][])>();
        foreach (IGrouping<string, (string Id, JsonElement Line)> entry in ReadEvents().Where(e => e.Line.GetProperty("dir").GetString() != "note").GroupBy(e => e.Id))
        {
            string? request = null;
            var answers = new List<byte[]>();
            foreach ((_, JsonElement line) in entry)
            {
                List<byte[]> packets = IsDamaged(line) ? [] : ExchangeChecker.Decode(ToWire(line)).Packets;
                bool isRequest = line.GetProperty("dir").GetString() == "c>s";
                if (isRequest && packets.Count == 0 && !IsDamaged(line)) continue;
                if (isRequest)
                {
                    request = packets.Count == 1 ? ExchangeChecker.ToText(packets[0]) : null;
                    answers.Clear();
                }
                else if (packets.Count == 1 && request is { Length: > 0 })
                {
                    answers.Add(ToWire(line));
                    if (ExchangeChecker.ToText(packets[0]) is ['O', _, ..] text && text != "OK") continue;
                    exchanges.Add((entry.Key, request, [.. answers]));
                    request = null;
                }
            }
        }

        return exchanges;
    }

    private static bool IsDamaged(JsonElement line) =>
        Has(line, "truncated") || (line.TryGetProperty("checksum_ok", out JsonElement ok) && !ok.GetBoolean() && !line.TryGetProperty("wire", out _));

    public static byte[] ToWire(JsonElement line)
    {
        string raw = line.TryGetProperty("wire", out JsonElement wire) ? wire.GetString()! : line.GetProperty("raw").GetString()!;
        bool isFramed = !line.TryGetProperty("framed", out JsonElement framed) || framed.GetBoolean();
        return isFramed ? Encoding.Latin1.GetBytes(raw) : FakeFraming.Frame(raw);
    }

    public static bool Has(JsonElement line, string name) => line.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;
}
