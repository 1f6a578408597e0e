using System.Text.Json;

namespace RspDebug.Testing.Dap;

/// <summary>The adapter answered a request with <c>success: false</c>.</summary>
public sealed class DapRequestFailedException(string command, string shortMessage, JsonElement body) : Exception($"{command}: {shortMessage}: {Text(body)}")
{
    /// <summary>The <c>message</c> field of the response.</summary>
    public string ShortMessage { get; } = shortMessage;

    /// <summary>What a client shows to the user: <c>body.error.format</c> with its variables put in, else the short message.</summary>
    public string ShownMessage { get; } = Text(body) is { Length: > 0 } text ? text : shortMessage;

    /// <summary>The stable number of the error, or 0.</summary>
    public int ErrorId { get; } = Error(body) is { } error ? error.GetProperty("id").GetInt32() : 0;

    private static JsonElement? Error(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty("error", out JsonElement error) ? error : null;

    private static string Text(JsonElement body)
    {
        if (Error(body) is not { } error) return string.Empty;
        string text = error.GetProperty("format").GetString() ?? string.Empty;
        if (error.TryGetProperty("variables", out JsonElement variables))
        {
            foreach (JsonProperty variable in variables.EnumerateObject())
                text = text.Replace($"{{{variable.Name}}}", variable.Value.GetString(), StringComparison.Ordinal);
        }
        return text;
    }
}
