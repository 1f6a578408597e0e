using System.Text.Json;
using NJsonSchema;
using NJsonSchema.Validation;

namespace RspDebug.Testing.Dap;

/// <summary>The official JSON schema of the protocol, when the machine has it: it is third-party data and no part of this repository.</summary>
public static class DapSchema
{
    private const string RelativePath = "shared/data/debugAdapterProtocol.json";
    private static readonly Lazy<JsonSchema?> Loaded = new(Load);

    /// <summary>Why tests with the schema are skipped; null when it is there.</summary>
    public static string? WhyAbsent { get; } = FindFile() is null
        ? $"The DAP schema is not on this machine: no {RelativePath} beside the repository." : null;

    /// <summary>The path of the schema, or null.</summary>
    public static string? File { get; } = FindFile();

    /// <summary>Throws when a message the adapter sent does not match the definition that its type, command or event names.</summary>
    /// <param name="message">A response or an event.</param>
    /// <exception cref="InvalidDataException">It is not valid; the text has the errors and the message.</exception>
    /// <remarks>Does nothing without the schema, so that sessions run everywhere; one test with <see cref="WhyAbsent"/> says that it is absent.</remarks>
    public static void AssertValid(JsonElement message)
    {
        if (Loaded.Value is not { } schema) return;
        string json = message.GetRawText();
        string definition = DefinitionOf(message);
        if (!schema.Definitions.TryGetValue(definition, out JsonSchema? expected)) throw new InvalidDataException($"The protocol has no {definition}: {json}");
        ICollection<ValidationError> errors = expected.Validate(json);
        if (errors.Count > 0) throw new InvalidDataException($"Not a valid {definition}: {string.Join("; ", errors.Select(Describe))}: {json}");
    }

    /// <summary>Checks every message of a session, and that their numbers count up from 1.</summary>
    /// <param name="messages">In the order they came.</param>
    public static void AssertValid(IReadOnlyList<JsonElement> messages)
    {
        for (int i = 0; i < messages.Count; i++)
        {
            if (messages[i].GetProperty("seq").GetInt32() != i + 1) throw new InvalidDataException($"Message {i + 1} of the session has another seq: {messages[i].GetRawText()}");
            AssertValid(messages[i]);
        }
    }

    /// <summary>The name of a message's definition, such as <c>StackTraceResponse</c>, <c>StoppedEvent</c> or <c>ErrorResponse</c>.</summary>
    /// <param name="message">A response or an event.</param>
    public static string DefinitionOf(JsonElement message)
    {
        bool isEvent = message.GetProperty("type").GetString() == "event";
        if (!isEvent && !message.GetProperty("success").GetBoolean()) return "ErrorResponse";
        string name = message.GetProperty(isEvent ? "event" : "command").GetString()!;
        // Our own events, such as rsp-debug/swo, have a slash in their names, as the protocol's never have: they have the general form.
        if (isEvent && name.Contains('/', StringComparison.Ordinal)) return "Event";
        return char.ToUpperInvariant(name[0]) + name[1..] + (isEvent ? "Event" : "Response");
    }

    private static string Describe(ValidationError error) => error is ChildSchemaValidationError children
        ? string.Join(", ", children.Errors.SelectMany(static branch => branch.Value).Select(Describe))
        : $"{error.Path} {error.Kind}";

    private static JsonSchema? Load() => File is null ? null : JsonSchema.FromJsonAsync(System.IO.File.ReadAllText(File)).GetAwaiter().GetResult();

    private static string? FindFile()
    {
        for (DirectoryInfo? folder = new(FixtureFiles.RepositoryRoot); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, RelativePath);
            if (System.IO.File.Exists(path)) return path;
        }

        return null;
    }
}
