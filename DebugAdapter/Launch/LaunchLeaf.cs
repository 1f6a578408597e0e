using System.Text.Json;

namespace RspDebug.DebugAdapter.Launch;

/// <summary>Values of a launch configuration that have no keys inside.</summary>
internal static class LaunchLeaf
{
    /// <summary>Reads a value.</summary>
    /// <param name="json">As it stands in the configuration.</param>
    /// <param name="type">What it is to become, not nullable.</param>
    /// <returns>The value, or null and what it had to be.</returns>
    public static (object? Value, string Expected) Read(JsonElement json, Type type)
    {
        if (type == typeof(string)) return (json.ValueKind == JsonValueKind.String ? json.GetString() : null, "must be a text in quotes");
        if (type == typeof(bool)) return (json.ValueKind is JsonValueKind.True or JsonValueKind.False ? json.GetBoolean() : null, "must be true or false");
        bool isNumber = json.ValueKind == JsonValueKind.Number;
        if (type == typeof(int)) return (isNumber && json.TryGetInt32(out int whole) ? whole : null, "must be a whole number");
        if (type == typeof(double)) return (isNumber && json.TryGetDouble(out double number) ? number : null, "must be a number");
        if (type.IsEnum) return ReadName(json, type);
        if (type == typeof(IReadOnlyDictionary<string, string>)) return (null, "must be an object {...}");
        if (LaunchMembers.ItemOf(type) is not null) return (null, "must be a list [...]");
        return ReadByConverter(json, type);
    }

    /// <summary>How the members of an enumeration are written.</summary>
    public static string[] Members(Type enumeration) => [.. Enum.GetNames(enumeration).Select(JsonNamingPolicy.CamelCase.ConvertName)];

    private static (object? Value, string Expected) ReadName(JsonElement json, Type enumeration)
    {
        string[] names = Members(enumeration);
        int index = json.ValueKind == JsonValueKind.String ? Array.FindIndex(names, name => name.Equals(json.GetString(), StringComparison.OrdinalIgnoreCase)) : -1;
        return index >= 0 ? (Enum.Parse(enumeration, names[index], ignoreCase: true), "") : (null, "must be one of " + string.Join(", ", names));
    }

    // Types that say themselves how they are written.
    private static (object? Value, string Expected) ReadByConverter(JsonElement json, Type type)
    {
        try
        {
            return (json.ValueKind == JsonValueKind.Null ? null : json.Deserialize(LaunchJson.Default.GetTypeInfo(type)!), "");
        }
        catch (JsonException refused)
        {
            int end = refused.Message.IndexOf(" Path:", StringComparison.Ordinal);
            return (null, end < 0 ? refused.Message : refused.Message[..end]);
        }
    }
}
