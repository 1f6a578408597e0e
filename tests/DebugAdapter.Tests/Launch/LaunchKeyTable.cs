using System.Text;
using System.Text.Json;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Tests.Launch;

/// <summary>Writes <c>docs/launch-keys.md</c>.</summary>
internal static class LaunchKeyTable
{
    private static readonly Dictionary<LaunchTopic, string> Titles = new()
    {
        [LaunchTopic.Program] = "The program",
        [LaunchTopic.Server] = "The debug server",
        [LaunchTopic.Commands] = "Commands at points of the session",
        [LaunchTopic.Execution] = "How the target is controlled",
        [LaunchTopic.Views] = "Trace, terminals and views",
        [LaunchTopic.Diagnostics] = "Diagnostics",
    };

    public static string Write()
    {
        var text = new StringBuilder("""
            # Launch configuration

            All keys of a configuration of type `rsp-debug` in `launch.json`. Names and meanings are those of cortex-debug where it has the same thing, so a
            configuration moves over by changing its `type`; keys with + are ours. Unknown keys are warned about, with the nearest known name.
            Not every key has an effect yet: [README](../README.md#what-works) says what does.
            This page is made from the record `LaunchConfiguration`; `RSP_DEBUG_UPDATE=1 dotnet test tests/DebugAdapter.Tests` writes it again.

            """);
        text.Append("""

            **Without debugging** (Ctrl+F5 in VS Code: `noDebug` at `launch`): the program is written where it is not there yet, reset, and runs; breakpoints, `runToEntryPoint` and
            `breakAfterReset` have no effect. On a chip the session then ends and the program goes on. It stays, until it is ended, where there is something to wait for: with a
            simulator (`virtual`, `qemu`), `swoConfig.enabled`, `semihosting.folder` or `gdbServerPort`. Firmware that uses semihosting stops or faults without a session.
            `attach` knows no such thing.

            """);
        foreach (IGrouping<LaunchTopic, LaunchKey> topic in LaunchKey.All.GroupBy(static key => key.Attribute.Topic))
        {
            text.Append($"\n## {Titles[topic.Key]}\n\n| key | type | default | for | meaning |\n|---|---|---|---|---|\n");
            foreach (LaunchKey key in topic) Append(text, key, isChild: false);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, LaunchKey key, bool isChild)
    {
        string mark = key.Attribute.Ours && !isChild ? " +" : "";
        string initial = key.Default is null ? "" : $"`{key.Default.ToJsonString()}`";
        string only = isChild ? "" : string.Join(", ", new[] { key.Attribute.Request, key.Attribute.Servers.Replace(" ", ", ") }.Where(static part => part.Length > 0));
        text.Append($"| `{key.Path}`{mark} | {TypeName(key)} | {initial} | {only} | {key.Summary.Replace("|", "\\|")} |\n");
        foreach (LaunchKey child in key.Children) Append(text, child, isChild: true);
    }

    private static string TypeName(LaunchKey key)
    {
        if (key.Values.Count > 0) return string.Join(" ", key.Values.Select(static value => $"`{value}`"));
        if (key.Type == typeof(string)) return "text";
        if (key.Type == typeof(bool)) return "true, false";
        if (key.Type == typeof(int) || key.Type == typeof(double)) return "number";
        if (key.Type == typeof(LaunchAddress)) return "address";
        if (key.Type == typeof(TargetId)) return "text or number";
        if (key.Type == typeof(IReadOnlyList<string>)) return "list of texts";
        if (key.Type == typeof(IReadOnlyList<SymbolFile>)) return "list of paths or objects";
        if (key.Type == typeof(IReadOnlyList<JsonElement>) || key.Type == typeof(IReadOnlyList<TraceDecoder>)) return "list of objects";
        return "object";
    }
}
