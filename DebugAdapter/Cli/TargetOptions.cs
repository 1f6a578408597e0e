using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Cli;

/// <summary>
/// The options by which every verb is told its target: a configuration of a launch.json, or server and image. One instance a command.
/// </summary>
public sealed class TargetOptions
{
    private readonly Option<string?> _config = new("--config") { Description = "Take the target from this launch.json.", HelpName = "FILE" };
    private readonly Option<string?> _name = new("--name") { Description = "Which configuration of --config, when it has several.", HelpName = "NAME" };
    private readonly Option<string?> _server = new("--server")
    {
        Description = "Kind of debug server: openocd, qemu, virtual, external (or another of launch key servertype).",
        HelpName = "KIND",
    };

    private readonly Option<string?> _elf = new("--elf") { Description = "The firmware's ELF file.", HelpName = "FILE" };
    private readonly Option<string?> _gdbTarget = new("--gdb-target") { Description = "Connect to a server that runs already.", HelpName = "HOST:PORT" };
    private readonly Option<string[]> _set = new("--set")
    {
        Description = "A launch key and its value as JSON, or as text when it is none; may be repeated. Wins over --config.",
        HelpName = "KEY=VALUE",
    };

    /// <summary>The image that was named, if any; for verbs that need no target then.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>The path as it was written.</returns>
    public string? ElfOf(ParseResult parsed) => parsed.GetValue(_elf);

    /// <summary>The launch.json that was named, if any.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>The path as it was written.</returns>
    public string? ConfigOf(ParseResult parsed) => parsed.GetValue(_config);

    /// <summary>Whether a target was named: a configuration, a kind of server or an address.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>False when there is at most an image.</returns>
    public bool NamesTarget(ParseResult parsed) =>
        parsed.GetValue(_config) is not null || parsed.GetValue(_server) is not null || parsed.GetValue(_gdbTarget) is not null;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        foreach (Option option in (Option[])[_config, _name, _server, _elf, _gdbTarget, _set]) command.Add(option);
    }

    /// <summary>The launch configuration that a command line describes.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>A validated configuration; its warnings are the verb's to show.</returns>
    /// <exception cref="UsageException">No target is named, or the options contradict each other.</exception>
    /// <exception cref="LaunchFileException">The launch.json cannot be used.</exception>
    /// <exception cref="LaunchConfigurationException">The configuration is wrong; all problems at once.</exception>
    public LaunchReading Read(ParseResult parsed) => Read(parsed, static _ => { });

    /// <summary>The same, for verbs that have keys of their own to set.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="complete">Gets the keys of the configuration, before <c>--set</c>.</param>
    /// <returns>A validated configuration.</returns>
    public LaunchReading Read(ParseResult parsed, Action<JsonObject> complete)
    {
        ArgumentNullException.ThrowIfNull(complete);
        (JsonObject keys, LaunchRequest request) = parsed.GetValue(_config) is { } file ? FromFile(parsed, file) : FromOptions(parsed);
        complete(keys);
        foreach (string setting in parsed.GetValue(_set) ?? [])
        {
            int equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw new UsageException($"--set: \"{setting}\" is not KEY=VALUE, such as stepInterrupts=enter.");
            keys[setting[..equals]] = ValueOf(setting[(equals + 1)..]);
        }

        return LaunchReader.Read(JsonSerializer.SerializeToElement(keys, TargetJson.Default.JsonObject), request);
    }

    private (JsonObject, LaunchRequest) FromFile(ParseResult parsed, string file)
    {
        if (parsed.GetValue(_server) is not null) throw new UsageException("--config and --server exclude each other: the configuration names its server.");
        (JsonElement configuration, LaunchRequest request) = LaunchFile.Read(file, parsed.GetValue(_name));
        JsonObject keys = JsonObject.Create(configuration) ?? throw new LaunchFileException($"'{file}' does not hold an object {{...}}.");
        AddImageAndAddress(parsed, keys);
        return (keys, request);
    }

    private (JsonObject, LaunchRequest) FromOptions(ParseResult parsed)
    {
        string? address = parsed.GetValue(_gdbTarget);
        string kind = parsed.GetValue(_server) ?? (address is null
            ? throw new UsageException("No target is named. Give --config launch.json, or --server KIND with --elf FILE, or --gdb-target HOST:PORT.")
            : "external");
        if (address is not null && kind != "external")
            throw new UsageException($"--gdb-target needs no --server {kind}: a server that runs already is recognised.");
        var keys = new JsonObject { ["servertype"] = kind };
        AddImageAndAddress(parsed, keys);
        return (keys, kind == "external" ? LaunchRequest.Attach : LaunchRequest.Launch);
    }

    private void AddImageAndAddress(ParseResult parsed, JsonObject keys)
    {
        if (parsed.GetValue(_elf) is { } elf) keys["executable"] = Path.GetFullPath(elf);
        if (parsed.GetValue(_gdbTarget) is { } address) keys["gdbTarget"] = address;
    }

    private static JsonNode? ValueOf(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
