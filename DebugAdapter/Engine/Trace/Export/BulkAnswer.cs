using System.Text.Json;

namespace RspDebug.DebugAdapter.Engine.Trace.Export;

/// <summary>What a server answers to a bulk request: a status for each document.</summary>
internal sealed class BulkAnswer
{
    private const int Created = 201;
    private const int Unreadable = 500;
    private readonly int[]? _statuses;

    private BulkAnswer(int[]? statuses, string? reason) => (_statuses, Reason) = (statuses, reason);

    /// <summary>What the server says of the first document that it did not take.</summary>
    public string? Reason { get; }

    /// <summary>Reads an answer; one that cannot be read counts as an error of the server for every document.</summary>
    public static BulkAnswer Read(string text, int documents)
    {
        try
        {
            using JsonDocument answer = JsonDocument.Parse(text);
            if (answer.RootElement.ValueKind != JsonValueKind.Object || !answer.RootElement.TryGetProperty("errors", out JsonElement errors)) return Broken(documents);
            if (errors.ValueKind == JsonValueKind.False) return new BulkAnswer(null, null);
            if (!answer.RootElement.TryGetProperty("items", out JsonElement items) || items.ValueKind != JsonValueKind.Array || items.GetArrayLength() != documents) return Broken(documents);
            string? reason = null;
            int[] statuses = [.. items.EnumerateArray().Select(item => StatusOf(item, ref reason))];
            return new BulkAnswer(statuses, reason);
        }
        catch (JsonException)
        {
            return Broken(documents);
        }
    }

    /// <summary>The HTTP status of a document.</summary>
    public int StatusOf(int index) => _statuses?[index] ?? Created;

    private static BulkAnswer Broken(int documents) => new([.. Enumerable.Repeat(Unreadable, documents)], "the server's answer is not that of a bulk request");

    private static int StatusOf(JsonElement item, ref string? reason)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("create", out JsonElement result) || result.ValueKind != JsonValueKind.Object
            || !result.TryGetProperty("status", out JsonElement status) || !status.TryGetInt32(out int code)) return Unreadable;
        if (code >= 300 && result.TryGetProperty("error", out JsonElement error)) reason ??= error.ToString();
        return code;
    }
}
