namespace RspDebug.DebugAdapter.Tests.CoreDumps.ProbeRs;

/// <summary>A variable that probe-rs expects, or a part of one.</summary>
/// <param name="Name">A name, <c>[3]</c>, <c>*p</c>, or the name of a Rust enum's variant; <c>&lt;unnamed&gt;</c> for a parameter without one.</param>
/// <param name="Type">As the language writes it; null where probe-rs says nothing.</param>
/// <param name="Value">Text; <c>TYPE @ ADDRESS</c> says where an object or a pointer lies.</param>
/// <param name="Children">Its parts, or what it points to.</param>
internal sealed record SnapshotVariable(string Name, string? Type, string Value, IReadOnlyList<SnapshotVariable> Children)
{
    private const string Unknown = "Unknown";

    public static SnapshotVariable Of(Dictionary<string, object?> node) => new(
        NameOf(node["name"]!),
        node["type_name"] is { } type and not Unknown ? TypeOf(type) : null,
        (string)node["value"]!,
        node.TryGetValue("children", out object? children) ? [.. ((List<object?>)children!).Cast<Dictionary<string, object?>>().Select(Of)] : []);

    private static string NameOf(object name) => name switch
    {
        Unknown => "<unnamed>",
        Dictionary<string, object?> map when map.TryGetValue("Indexed", out object? index) => $"[{index}]",
        Dictionary<string, object?> map => (string)map["Named"]!,
        _ => (string)name,
    };

    private static string TypeOf(object type)
    {
        (string kind, object? detail) = ((Dictionary<string, object?>)type).Single();
        return kind switch
        {
            "Array" when detail is Dictionary<string, object?> array => $"[{TypeOf(array["item_type_name"]!)}; {array["count"]}]",
            "Modified" when detail is List<object?> parts => ModifiedOf(parts),
            "Pointer" when detail is null => "void *",
            // A Rust pointer has a name of its own; a C pointer has only that of its target.
            "Pointer" when detail is string name => name[0] is '&' or '*' ? name : $"{name} *",
            "Base" or "Struct" or "Enum" => (string)detail!,
            _ => throw new InvalidDataException($"Type kind {kind}"),
        };
    }

    // [Const, TYPE] or [{Typedef: name}, what it stands for].
    private static string ModifiedOf(List<object?> parts) => parts[0] switch
    {
        "Const" => TypeOf(parts[1]!) is var type && type.EndsWith('*') ? $"{type} const" : $"const {type}",
        Dictionary<string, object?> typedef => (string)typedef["Typedef"]!,
        _ => throw new InvalidDataException($"Modifier {parts[0]}"),
    };
}
