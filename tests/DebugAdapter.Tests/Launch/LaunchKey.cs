using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Tests.Launch;

/// <summary>One key of the launch configuration with all that the record says of it.</summary>
internal sealed partial record LaunchKey(string Path, Type Type, string Summary, JsonNode? Default, LaunchKeyAttribute Attribute, IReadOnlyList<LaunchKey> Children)
{
    private static readonly XDocument Documentation = XDocument.Load(System.IO.Path.ChangeExtension(typeof(LaunchConfiguration).Assembly.Location, ".xml"));

    /// <summary>All keys, by topic and then as the record has them.</summary>
    public static IReadOnlyList<LaunchKey> All { get; } =
        [.. Of(typeof(LaunchConfiguration), "", null).OrderBy(static key => key.Attribute.Topic)];

    public bool IsFor(string request) => Attribute.Request.Length == 0 || Attribute.Request == request;

    /// <summary>The texts that may be written, or none when any may.</summary>
    public IReadOnlyList<string> Values => Type.IsEnum
        ? [.. Enum.GetNames(Type).Select(JsonNamingPolicy.CamelCase.ConvertName)]
        : Attribute.Values.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<LaunchKey> Of(Type record, string prefix, LaunchKeyAttribute? inherited)
    {
        object defaults = Activator.CreateInstance(record)!;
        JsonTypeInfo metadata = LaunchJson.Default.GetTypeInfo(record)!;
        foreach (JsonPropertyInfo member in metadata.Properties)
        {
            var property = (PropertyInfo)member.AttributeProvider!;
            LaunchKeyAttribute attribute = property.GetCustomAttribute<LaunchKeyAttribute>() ?? inherited
                ?? throw new InvalidOperationException($"{record.Name}.{property.Name} has no [LaunchKey].");
            Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            object? initial = property.GetValue(defaults);
            JsonNode? json = initial is null ? null : JsonSerializer.SerializeToNode(initial, LaunchJson.Default.GetTypeInfo(initial is string ? typeof(string) : type)!);
            string path = prefix + member.Name;
            LaunchKey[] children = Record(type) is { } nested ? [.. Of(nested, path + (nested == type ? "." : "[]."), attribute)] : [];
            yield return new LaunchKey(path, type, SummaryOf(property), json is JsonArray { Count: 0 } or JsonObject ? null : json, attribute, children);
        }
    }

    // A record of ours whose members are keys: the type itself or that of a list's items.
    private static Type? Record(Type type)
    {
        if (type.IsGenericType && type.GetGenericArguments() is [{ } item]) type = item;
        return LaunchJson.Default.GetTypeInfo(type)?.Kind == JsonTypeInfoKind.Object && type != typeof(JsonElement) ? type : null;
    }

    private static string SummaryOf(PropertyInfo property)
    {
        string name = $"P:{property.DeclaringType!.FullName}.{property.Name}";
        XElement summary = Documentation.Descendants("member").Single(member => member.Attribute("name")!.Value == name).Element("summary")!;
        foreach (XElement code in summary.Descendants("c").ToArray()) code.ReplaceWith($"`{code.Value}`");
        return Blanks().Replace(summary.Value.Trim(), " ");
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();
}
