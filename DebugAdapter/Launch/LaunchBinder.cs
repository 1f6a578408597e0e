using System.Reflection;
using System.Text.Json;

namespace RspDebug.DebugAdapter.Launch;

/// <summary>Fills the record of a configuration from its JSON: a value that has another type is a problem, an unknown key a warning.</summary>
/// <remarks>By reflection, key by key as they come: with the metadata of System.Text.Json some 300 methods were compiled at each start (docs/decisions/0050).</remarks>
internal sealed class LaunchBinder
{
    public List<LaunchProblem> Problems { get; } = [];

    public List<LaunchProblem> Warnings { get; } = [];

    /// <summary>Those of the warnings that are about keys which do not exist.</summary>
    public List<LaunchProblem> UnknownKeys { get; } = [];

    /// <summary>The record; what a problem was found with keeps its initial value.</summary>
    public LaunchConfiguration Bind(JsonElement json)
    {
        var configuration = new LaunchConfiguration();
        Fill(configuration, json, "");
        return configuration;
    }

    private void Fill(object record, JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            Problems.Add(new(path.Length == 0 ? "configuration" : path, $"must be an object {{...}}; is {Describe(json)}."));
            return;
        }

        var members = new LaunchMembers(record.GetType());
        foreach (JsonProperty member in json.EnumerateObject())
        {
            string key = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (members.Find(member.Name) is not { } property) WarnOf(key, member.Name, members, isNested: path.Length > 0);
            else if (member.Value.ValueKind == JsonValueKind.Null && LaunchMembers.MayBeNull(property)) property.SetValue(record, null);
            else if (Read(member.Value, property.PropertyType, key) is { } value) property.SetValue(record, value);
        }
    }

    private void WarnOf(string key, string name, LaunchMembers members, bool isNested)
    {
        if (!isNested && KeysOfOthers.WithoutEffect.TryGetValue(name, out string? reason)) Warnings.Add(new(key, $"has no effect: {reason}"));
        else if (isNested || !KeysOfOthers.BelongsToHost(name))
        {
            string guess = NearestName.Find(name, members.Names) is { } near ? $"Did you mean \"{near}\"?" : "docs/launch-keys.md lists all keys.";
            UnknownKeys.Add(new(key, $"is not a known key and was ignored. {guess}"));
            Warnings.Add(UnknownKeys[^1]);
        }
    }

    // Null for a value that is a problem.
    private object? Read(JsonElement json, Type type, string path)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (json.ValueKind == JsonValueKind.String && UnresolvedVariable(json.GetString()!) is { } variable)
        {
            Problems.Add(new(path, $"still contains {variable}. VS Code fills it in only in launch.json; write the value itself here."));
            return null;
        }

        if (type == typeof(JsonElement)) return json.Clone();
        if (LaunchMembers.IsRecord(type)) return ReadRecord(json, type, path);
        if (type == typeof(IReadOnlyDictionary<string, string>) && json.ValueKind == JsonValueKind.Object) return ReadTexts(json, path);
        if (LaunchMembers.ItemOf(type) is { } item && json.ValueKind == JsonValueKind.Array) return ReadList(json, item, path);
        return ReadLeaf(json, type, path);
    }

    private object ReadRecord(JsonElement json, Type type, string path)
    {
        object record = Activator.CreateInstance(type)!;
        Fill(record, json, path);
        return record;
    }

    private Dictionary<string, string> ReadTexts(JsonElement json, string path)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty member in json.EnumerateObject())
            if (Read(member.Value, typeof(string), $"{path}.{member.Name}") is string text) texts[member.Name] = text;
        return texts;
    }

    private Array ReadList(JsonElement json, Type item, string path)
    {
        var list = Array.CreateInstance(item, json.GetArrayLength());
        int index = 0;
        foreach (JsonElement element in json.EnumerateArray())
        {
            list.SetValue(Read(element, item, $"{path}[{index}]"), index);
            index++;
        }

        return list;
    }

    private object? ReadLeaf(JsonElement json, Type type, string path)
    {
        (object? value, string expected) = LaunchLeaf.Read(json, type);
        if (value is not null) return value;
        if (json.ValueKind == JsonValueKind.Null) Problems.Add(new(path, "must not be null. Remove the key to get the default."));
        else
        {
            string guess = type.IsEnum && json.ValueKind == JsonValueKind.String && NearestName.Find(json.GetString()!, LaunchLeaf.Members(type)) is { } near
                ? $" Did you mean \"{near}\"?" : "";
            Problems.Add(new(path, $"{expected}; is {Describe(json)}.{guess}"));
        }

        return null;
    }

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
