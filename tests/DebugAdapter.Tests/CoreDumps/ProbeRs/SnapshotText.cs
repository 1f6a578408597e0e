namespace RspDebug.DebugAdapter.Tests.CoreDumps.ProbeRs;

/// <summary>Brings names, types and values to the form in which probe-rs writes them.</summary>
internal static class SnapshotText
{
    /// <summary>A type without the path of its own name; paths inside <c>&lt;&gt;</c>, and behind <c>&amp;</c> and <c>*</c>, are part of the name in both.</summary>
    public static string? Type(string? type)
    {
        if (type is null || type[0] is '&' or '*' or '(') return type;
        if (type[0] == '[') return "[" + Type(type[1..]);
        int end = type.IndexOf('<', StringComparison.Ordinal);
        int path = type.LastIndexOf("::", end < 0 ? type.Length - 1 : end, StringComparison.Ordinal);
        return path < 0 ? type : type[(path + 2)..];
    }

    /// <summary>The fields of a tuple are <c>0</c> where it is shown as Rust writes it, <c>__0</c> as a member.</summary>
    public static bool IsSameName(string ours, string expected) => ours == expected || expected == "__" + ours;

    /// <summary>A Rust enum is shown with the name of its variant in front.</summary>
    public static bool NamesVariant(string value, string variant) =>
        value.StartsWith(variant, StringComparison.Ordinal) && (value.Length == variant.Length || !char.IsLetterOrDigit(value[variant.Length]));

    /// <summary>A value of probe-rs; an enumerator loses the name of its type.</summary>
    public static string Value(string value, string? type) => type is not null && value.StartsWith(type + "::", StringComparison.Ordinal) ? value[(type.Length + 2)..] : value;

    /// <summary>A value of ours without the quotes of strings and characters.</summary>
    public static string Unquoted(string value) => value is ['"', .., '"'] or ['\'', .., '\''] ? value[1..^1] : value;
}
