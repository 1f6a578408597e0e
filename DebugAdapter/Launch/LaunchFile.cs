using System.Text.Json;
using System.Text.RegularExpressions;

namespace RspDebug.DebugAdapter.Launch;

/// <summary>Takes one configuration out of a launch.json, as VS Code would: comments and trailing commas pass, its variables are filled in.</summary>
public static partial class LaunchFile
{
    /// <summary>The debug type of this adapter in launch.json.</summary>
    public const string DebugType = "rsp-debug";

    private static readonly JsonDocumentOptions Relaxed = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads a configuration.</summary>
    /// <param name="path">A launch.json, or a file that holds one configuration alone.</param>
    /// <param name="name">Which of several; null when only one is for this adapter.</param>
    /// <returns>The JSON of the configuration, to be given to <see cref="LaunchReader"/>, and how the session starts.</returns>
    /// <exception cref="LaunchFileException">The file cannot be read, or it does not say which configuration is meant.</exception>
    public static (JsonElement Configuration, LaunchRequest Request) Read(string path, string? name)
    {
        JsonElement root = Parse(path);
        JsonElement chosen = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("configurations", out JsonElement list)
            ? Choose(list, name, path)
            : root;
        LaunchRequest request = TextOf(chosen, "request") == "attach" ? LaunchRequest.Attach : LaunchRequest.Launch;
        return (FillIn(chosen, WorkspaceOf(path)), request);
    }

    private static JsonElement Parse(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path), Relaxed);
            return document.RootElement.Clone();
        }
        catch (JsonException malformed)
        {
            throw new LaunchFileException($"'{path}' is not JSON: {malformed.Message}", malformed);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new LaunchFileException($"'{path}' cannot be read: {unreadable.Message} Give the path of a launch.json.", unreadable);
        }
    }

    private static JsonElement Choose(JsonElement list, string? name, string path)
    {
        List<JsonElement> ours = list.ValueKind != JsonValueKind.Array ? [] : [.. list.EnumerateArray()
            .Where(c => c.ValueKind == JsonValueKind.Object && TextOf(c, "type") == DebugType)];
        List<JsonElement> fitting = name is null ? ours : [.. ours.Where(c => TextOf(c, "name") == name)];
        if (fitting.Count == 1) return fitting[0];
        string names = string.Join(", ", ours.Select(static c => $"\"{TextOf(c, "name")}\""));
        throw new LaunchFileException(ours.Count == 0
            ? $"'{path}' has no configuration with \"type\": \"{DebugType}\"."
            : name is null
                ? $"'{path}' has {ours.Count} configurations: {names}. Choose one with --name."
                : $"'{path}' has {(fitting.Count == 0 ? "no" : "more than one")} configuration named \"{name}\". It has: {names}.");
    }

    private static string? TextOf(JsonElement json, string key) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // .vscode/launch.json belongs to the folder around .vscode.
    private static string WorkspaceOf(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return Path.GetFileName(folder) == ".vscode" ? Path.GetDirectoryName(folder) ?? folder : folder;
    }

    private static JsonElement FillIn(JsonElement json, string workspace)
    {
        var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes)) Write(json, workspace, writer);
        using JsonDocument filled = JsonDocument.Parse(bytes.ToArray());
        return filled.RootElement.Clone();
    }

    private static void Write(JsonElement json, string workspace, Utf8JsonWriter writer)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in json.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    Write(member.Value, workspace, writer);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in json.EnumerateArray()) Write(item, workspace, writer);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Variable().Replace(json.GetString()!, match => ValueOf(match.Groups["name"].Value, workspace) ?? match.Value));
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }

    // Null for what only VS Code knows (${file}, ${command:...}): the reader names it as a problem of its key.
    private static string? ValueOf(string name, string workspace) => name switch
    {
        "workspaceFolder" or "workspaceRoot" => workspace,
        "workspaceFolderBasename" => Path.GetFileName(workspace),
        "userHome" => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        "cwd" => Environment.CurrentDirectory,
        "pathSeparator" or "/" => Path.DirectorySeparatorChar.ToString(),
        _ when name.StartsWith("env:", StringComparison.Ordinal) => Environment.GetEnvironmentVariable(name[4..]) ?? "",
        _ => null,
    };

    [GeneratedRegex(@"\$\{(?<name>[^{}]+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();
}
