using System.Text.Json;

namespace RspDebug.DebugAdapter.Engine.LinkBench;

/// <summary>Results as JSON files.</summary>
internal static class LinkBenchFile
{
    /// <summary>The JSON of a result.</summary>
    public static string ToJson(LinkBenchReport report) => JsonSerializer.Serialize(report, LinkBenchJson.Default.LinkBenchReport);

    /// <summary>Whether a file says that it is one; the rest is checked by <see cref="Read"/>.</summary>
    public static bool IsOne(byte[] json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("kind", out JsonElement kind) && kind.ValueEquals("bench-link");
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Reads a result.</summary>
    /// <exception cref="LinkBenchException">The text is no result of <c>bench link</c>.</exception>
    public static LinkBenchReport Read(string path, byte[] json)
    {
        try
        {
            LinkBenchReport? report = JsonSerializer.Deserialize(json, LinkBenchJson.Default.LinkBenchReport);
            if (report is not { Kind: "bench-link", Schema: 1, Requests: not null, Models: not null, Notes: not null } || report.Requests.Exists(static r => r is not { Kind: not null, Median95.Length: 2 }))
                throw new LinkBenchException($"'{path}' is no result of `bench link` in a form that this version reads. Write it again with --json.");
            return report;
        }
        catch (JsonException malformed)
        {
            throw new LinkBenchException($"'{path}' is no result of `bench link`: {malformed.Message} Write it again with --json.", malformed);
        }
    }
}
