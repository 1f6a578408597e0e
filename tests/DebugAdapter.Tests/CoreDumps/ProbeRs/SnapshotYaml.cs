using System.Text.Json;

namespace RspDebug.DebugAdapter.Tests.CoreDumps.ProbeRs;

/// <summary>
/// Reads the YAML that probe-rs's snapshots are written in: nested block maps and lists, one scalar a line.
/// A map is a <c>Dictionary</c>, a list a <c>List</c>, <c>~</c> null and any other scalar its text.
/// </summary>
internal sealed class SnapshotYaml
{
    private readonly List<(int Indent, string Text)> _lines = [];
    private int _next;

    private SnapshotYaml(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            // "- key: value" is a list item and, two columns further right, the first line of the map in it.
            int indent = line.Length - line.TrimStart(' ').Length;
            for (; line.AsSpan(indent).StartsWith("- "); indent += 2) _lines.Add((indent, "-"));
            if (indent < line.Length) _lines.Add((indent, line[indent..]));
        }
    }

    /// <summary>The document behind the head of a snapshot file, which ends with the second <c>---</c>.</summary>
    public static object? ReadSnapshot(string text)
    {
        string[] parts = text.Split("---\n", 3);
        var yaml = new SnapshotYaml(parts[2]);
        object? document = yaml.ReadBlock(0);
        return yaml._next == yaml._lines.Count ? document : throw new InvalidDataException($"Not read: {yaml._lines[yaml._next]}");
    }

    private object? ReadBlock(int indent)
    {
        if (_lines[_next].Text == "-") return ReadList(indent);
        if (SplitKey(_lines[_next].Text) is not null) return ReadMap(indent);
        return Scalar(_lines[_next++].Text);
    }

    private List<object?> ReadList(int indent)
    {
        var items = new List<object?>();
        while (IsAt(indent) && _lines[_next].Text == "-")
        {
            _next++;
            items.Add(ReadBlock(_lines[_next].Indent));
        }

        return items;
    }

    private Dictionary<string, object?> ReadMap(int indent)
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        while (IsAt(indent) && SplitKey(_lines[_next].Text) is { } pair)
        {
            _next++;
            map.Add(pair.Key, pair.Value.Length > 0 ? Scalar(pair.Value) : ReadBlock(_lines[_next].Indent));
        }

        return map;
    }

    private bool IsAt(int indent) => _next < _lines.Count && _lines[_next].Indent == indent;

    // Keys are plain words; text with a colon is a key only before a blank or at the end of its line.
    private static (string Key, string Value)? SplitKey(string text)
    {
        if (text[0] == '"') return null;
        int colon = text.EndsWith(':') ? text.Length - 1 : text.IndexOf(": ", StringComparison.Ordinal);
        return colon < 0 ? null : (text[..colon], text[(colon + 1)..].Trim());
    }

    // Between double quotes YAML escapes as JSON does, as far as these files go.
    private static object? Scalar(string text) => text switch
    {
        "~" => null,
        "[]" => new List<object?>(),
        ['"', ..] => JsonSerializer.Deserialize<string>(text),
        _ => text,
    };
}
