using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using RspDebug.Swo.UserPackets;

namespace RspDebug.DebugAdapter.Engine.Trace.Users;

/// <summary>Reads a schema of user packets (docs/swo.md); every mistake says where it is.</summary>
internal static class UserPacketSchemaReader
{
    private static readonly string[] Kinds = [.. Enum.GetNames<UserFieldKind>().Select(static name => name.ToLowerInvariant())];

    /// <summary>Reads a file.</summary>
    /// <exception cref="UserPacketSchemaException">It cannot be read or used.</exception>
    public static UserPacketSchema Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception failed) when (failed is IOException and not UserPacketSchemaException or UnauthorizedAccessException)
        {
            throw new UserPacketSchemaException($"The schema '{path}' cannot be read: {failed.Message} Correct --schema.", failed);
        }
    }

    /// <summary>Reads a text.</summary>
    public static UserPacketSchema Parse(string json, string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            UserPacketSchema schema = ReadSchema(document.RootElement, name);
            return schema.FindMistake() is { } mistake ? throw new UserPacketSchemaException($"{name}: {mistake}") : schema;
        }
        catch (JsonException malformed)
        {
            throw new UserPacketSchemaException($"{name}, line {malformed.LineNumber + 1}: this is not JSON. {malformed.Message}", malformed);
        }
    }

    private static UserPacketSchema ReadSchema(JsonElement root, string at)
    {
        Check(root, at, ["ports", "types", "start", "longestPayload", "rejectUnknownTypes"]);
        var schema = new UserPacketSchema(
            [.. List(root, "ports", at).Select(port => Integer(port, $"{at}: ports", 0, 255)).Select(static port => (int)port)],
            [.. List(root, "types", at).Select((type, index) => ReadType(type, $"{at}: types[{index}]"))]);
        if (root.TryGetProperty("start", out JsonElement start)) schema = schema with { Start = (byte)Integer(start, $"{at}: start", 0, 255) };
        if (root.TryGetProperty("longestPayload", out JsonElement longest)) schema = schema with { LongestPayloadInBytes = (int)Integer(longest, $"{at}: longestPayload", 0, 255) };
        return root.TryGetProperty("rejectUnknownTypes", out JsonElement rejects) ? schema with { RejectsUnknownTypes = rejects.ValueKind == JsonValueKind.True } : schema;
    }

    private static UserPacketType ReadType(JsonElement type, string at)
    {
        Check(type, at, ["type", "name", "fields"]);
        return new UserPacketType(
            (byte)Integer(Required(type, "type", at), $"{at}.type", 0, 255), Text(type, "name", at),
            [.. List(type, "fields", at).Select((field, index) => ReadField(field, $"{at}.fields[{index}]"))]);
    }

    private static UserPacketField ReadField(JsonElement field, string at)
    {
        Check(field, at, ["name", "kind", "length", "scale", "unit", "names"]);
        string kind = Text(field, "kind", at);
        int index = Array.IndexOf(Kinds, kind.ToLowerInvariant());
        if (index < 0) throw new UserPacketSchemaException($"{at}.kind: \"{kind}\" is not one of {string.Join(", ", Kinds)}.");
        return new UserPacketField(Text(field, "name", at), (UserFieldKind)index)
        {
            Length = field.TryGetProperty("length", out JsonElement length) ? (int)Integer(length, $"{at}.length", 0, 255) : null,
            Scale = field.TryGetProperty("scale", out JsonElement scale) ? scale.ValueKind == JsonValueKind.Number ? scale.GetDouble() : throw Wrong($"{at}.scale", "a number") : null,
            Unit = field.TryGetProperty("unit", out _) ? Text(field, "unit", at) : null,
            Names = field.TryGetProperty("names", out JsonElement names) ? ReadNames(names, $"{at}.names") : ImmutableDictionary<long, string>.Empty,
        };
    }

    private static ImmutableDictionary<long, string> ReadNames(JsonElement names, string at)
    {
        if (names.ValueKind != JsonValueKind.Object) throw Wrong(at, "an object such as {\"0\": \"idle\"}");
        var read = ImmutableDictionary.CreateBuilder<long, string>();
        foreach (JsonProperty name in names.EnumerateObject())
        {
            if (!long.TryParse(name.Name, CultureInfo.InvariantCulture, out long value) || name.Value.ValueKind != JsonValueKind.String) throw Wrong($"{at}.{name.Name}", "a number with its name");
            read[value] = name.Value.GetString()!;
        }

        return read.ToImmutable();
    }

    private static void Check(JsonElement element, string at, string[] known)
    {
        if (element.ValueKind != JsonValueKind.Object) throw Wrong(at, "an object");
        foreach (JsonProperty property in element.EnumerateObject())
            if (!known.Contains(property.Name)) throw new UserPacketSchemaException($"{at}: there is no \"{property.Name}\"; known are {string.Join(", ", known)}.");
    }

    private static JsonElement Required(JsonElement element, string name, string at) =>
        element.TryGetProperty(name, out JsonElement value) ? value : throw new UserPacketSchemaException($"{at}: \"{name}\" is missing.");

    private static string Text(JsonElement element, string name, string at) =>
        Required(element, name, at) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : throw Wrong($"{at}.{name}", "a text");

    private static JsonElement.ArrayEnumerator List(JsonElement element, string name, string at) =>
        Required(element, name, at) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : throw Wrong($"{at}.{name}", "a list");

    private static long Integer(JsonElement value, string at, long low, long high) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && number >= low && number <= high ? number : throw Wrong(at, $"a number from {low} to {high}");

    private static UserPacketSchemaException Wrong(string at, string expected) => new($"{at} must be {expected}.");
}
