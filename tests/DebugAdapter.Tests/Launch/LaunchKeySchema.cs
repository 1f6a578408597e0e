using System.Text.Json;
using System.Text.Json.Nodes;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Tests.Launch;

/// <summary>Writes the <c>configurationAttributes</c> of the extension's package.json.</summary>
internal static class LaunchKeySchema
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The block as it stands in package.json, from its opening brace to its closing one.</summary>
    /// <param name="indent">Blanks before the line that the block begins on.</param>
    public static string Write(int indent)
    {
        string[] requests = [Request("launch", ["executable"]), Request("attach", [])];
        string block = "{\n" + string.Join(",\n", requests) + "\n}";
        return block.Replace("\n", "\n" + new string(' ', indent));
    }

    /// <summary>The properties of one request; each key is one line.</summary>
    public static JsonObject Properties(string request)
    {
        var properties = new JsonObject();
        foreach (LaunchKey key in LaunchKey.All.Where(key => key.IsFor(request))) properties[key.Path] = Property(key);
        return properties;
    }

    private static string Request(string request, string[] required)
    {
        IEnumerable<string> lines = Properties(request).Select(static key => $"      \"{key.Key}\": {key.Value!.ToJsonString(OneLine)}");
        string demand = required.Length == 0 ? "" : $"    \"required\": [{string.Join(", ", required.Select(static name => $"\"{name}\""))}],\n";
        return $"  \"{request}\": {{\n{demand}    \"properties\": {{\n{string.Join(",\n", lines)}\n    }}\n  }}";
    }

    private static JsonObject Property(LaunchKey key)
    {
        JsonObject schema = Shape(key);
        schema["description"] = key.Summary.Replace("`", "");
        if (key.Default is not null) schema["default"] = key.Default.DeepClone();
        return schema;
    }

    private static JsonObject Shape(LaunchKey key)
    {
        if (key.Values.Count > 0) return new() { ["type"] = "string", ["enum"] = new JsonArray([.. key.Values.Select(static value => JsonValue.Create(value))]) };
        if (key.Type == typeof(string)) return new() { ["type"] = "string" };
        if (key.Type == typeof(bool)) return new() { ["type"] = "boolean" };
        if (key.Type == typeof(int)) return new() { ["type"] = "integer" };
        if (key.Type == typeof(double)) return new() { ["type"] = "number" };
        if (key.Type == typeof(LaunchAddress)) return new() { ["type"] = new JsonArray("string", "integer") };
        if (key.Type == typeof(TargetId)) return new() { ["type"] = new JsonArray("string", "integer") };
        if (key.Type == typeof(IReadOnlyList<string>)) return Array(new() { ["type"] = "string" });
        if (key.Type == typeof(IReadOnlyList<SymbolFile>)) return Array(new() { ["type"] = new JsonArray("string", "object") });
        if (key.Type == typeof(IReadOnlyList<JsonElement>)) return Array(new() { ["type"] = "object" });
        if (key.Type == typeof(IReadOnlyDictionary<string, string>)) return new() { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "string" } };
        var properties = new JsonObject();
        foreach (LaunchKey child in key.Children) properties[child.Path[(child.Path.LastIndexOf('.') + 1)..]] = Property(child);
        var record = new JsonObject { ["type"] = "object", ["properties"] = properties };
        return key.Type.IsGenericType ? Array(record) : record;
    }

    private static JsonObject Array(JsonObject items) => new() { ["type"] = "array", ["items"] = items };
}
