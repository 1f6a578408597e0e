using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RspDebug.DebugAdapter.Launch;

/// <summary>Compares the JSON of a configuration with the record: every value that has another type is a problem, every unknown key a warning.</summary>
internal sealed class LaunchShapeCheck
{
    public List<LaunchProblem> Problems { get; } = [];

    public List<LaunchProblem> Warnings { get; } = [];

    public void Check(JsonElement json) => CheckObject(json, LaunchJson.Default.LaunchConfiguration, "");

    private void CheckObject(JsonElement json, JsonTypeInfo type, string path)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            Problems.Add(new(path.Length == 0 ? "configuration" : path, $"must be an object {{...}}; is {Describe(json)}."));
            return;
        }

        foreach (JsonProperty member in json.EnumerateObject())
        {
            string key = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            JsonPropertyInfo? known = type.Properties.FirstOrDefault(property => property.Name == member.Name);
            if (known is { IsSetNullable: true } && member.Value.ValueKind == JsonValueKind.Null) continue;
            if (known is not null) CheckValue(member.Value, known.PropertyType, key);
            else if (path.Length > 0) Warnings.Add(Unknown(key, member.Name, type));
            else if (KeysOfOthers.WithoutEffect.TryGetValue(member.Name, out string? reason)) Warnings.Add(new(key, $"has no effect: {reason}"));
            else if (!KeysOfOthers.BelongsToHost(member.Name)) Warnings.Add(Unknown(key, member.Name, type));
        }
    }

    private void CheckValue(JsonElement json, Type valueType, string path)
    {
        valueType = Nullable.GetUnderlyingType(valueType) ?? valueType;
        JsonTypeInfo type = LaunchJson.Default.GetTypeInfo(valueType)!;
        if (json.ValueKind == JsonValueKind.String && UnresolvedVariable(json.GetString()!) is { } variable)
        {
            Problems.Add(new(path, $"still contains {variable}. VS Code fills it in only in launch.json; write the value itself here."));
        }
        else if (type.Kind == JsonTypeInfoKind.Object && valueType != typeof(JsonElement)) CheckObject(json, type, path);
        else if (type.Kind == JsonTypeInfoKind.Enumerable && json.ValueKind == JsonValueKind.Array)
        {
            int index = 0;
            foreach (JsonElement item in json.EnumerateArray()) CheckValue(item, type.ElementType!, $"{path}[{index++}]");
        }
        else if (type.Kind == JsonTypeInfoKind.Dictionary && json.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty item in json.EnumerateObject()) CheckValue(item.Value, type.ElementType!, $"{path}.{item.Name}");
        }
        else CheckLeaf(json, type, valueType, path);
    }

    private void CheckLeaf(JsonElement json, JsonTypeInfo type, Type valueType, string path)
    {
        try
        {
            if (json.Deserialize(type) is not null) return;
            Problems.Add(new(path, "must not be null. Remove the key to get the default."));
        }
        catch (JsonException refused)
        {
            string expected = Expect(type, valueType, refused);
            string guess = valueType.IsEnum && json.ValueKind == JsonValueKind.String && NearestName.Find(json.GetString()!, Members(valueType)) is { } near
                ? $" Did you mean \"{near}\"?" : "";
            Problems.Add(new(path, $"{expected}; is {Describe(json)}.{guess}"));
        }
    }

    private static LaunchProblem Unknown(string key, string name, JsonTypeInfo type)
    {
        string guess = NearestName.Find(name, type.Properties.Select(static property => property.Name)) is { } near
            ? $"Did you mean \"{near}\"?" : "docs/launch-keys.md lists all keys.";
        return new(key, $"is not a known key and was ignored. {guess}");
    }

    private static string Expect(JsonTypeInfo type, Type valueType, JsonException refused)
    {
        if (valueType.IsEnum) return "must be one of " + string.Join(", ", Members(valueType));
        if (valueType == typeof(bool)) return "must be true or false";
        if (valueType == typeof(int)) return "must be a whole number";
        if (valueType == typeof(double)) return "must be a number";
        if (valueType == typeof(string)) return "must be a text in quotes";
        if (type.Kind == JsonTypeInfoKind.Enumerable) return "must be a list [...]";
        if (type.Kind == JsonTypeInfoKind.Dictionary) return "must be an object {...}";
        int end = refused.Message.IndexOf(" Path:", StringComparison.Ordinal);
        return end < 0 ? refused.Message : refused.Message[..end];
    }

    private static IEnumerable<string> Members(Type enumeration) => Enum.GetNames(enumeration).Select(JsonNamingPolicy.CamelCase.ConvertName);

    private static string? UnresolvedVariable(string text)
    {
        int start = text.IndexOf("${", StringComparison.Ordinal);
        int end = start < 0 ? -1 : text.IndexOf('}', start);
        return end < 0 ? null : text[start..(end + 1)];
    }

    private static string Describe(JsonElement json)
    {
        const int Limit = 60;
        string text = json.GetRawText();
        return text.Length <= Limit ? text : text[..Limit] + "...";
    }
}
