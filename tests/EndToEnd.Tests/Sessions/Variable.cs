using System.Text.Json;

namespace RspDebug.EndToEnd.Tests.Sessions;

/// <summary>A variable as a client shows it.</summary>
/// <param name="Reference">To ask for its children, or 0.</param>
internal sealed record Variable(string Name, string Value, string Type, int Reference, string? MemoryReference)
{
    public static Variable From(JsonElement json) => new(
        json.GetProperty("name").GetString()!, json.GetProperty("value").GetString()!,
        json.TryGetProperty("type", out JsonElement type) ? type.GetString() ?? string.Empty : string.Empty,
        json.GetProperty("variablesReference").GetInt32(),
        json.TryGetProperty("memoryReference", out JsonElement memory) ? memory.GetString() : null);
}
