using System.Collections.Immutable;
using System.Text;
using RspDebug.RspClient.Framing;

namespace RspDebug.RspClient.Replies;

/// <summary>The reply to <c>qSupported</c>: names with <c>+</c>, <c>-</c>, <c>?</c> or a value.</summary>
/// <param name="Items">By name; the value is <c>+</c>, <c>-</c>, <c>?</c> or the text after <c>=</c>. The first of two equal names wins.</param>
/// <remarks>GDB manual, "General Query Packets". Malformed items are left out: a WCH server sends a stray <c>read+</c>.</remarks>
public sealed record SupportedFeatures(ImmutableDictionary<string, string> Items)
{
    /// <summary>What a stub offers that does not know <c>qSupported</c>.</summary>
    public static SupportedFeatures None { get; } = new(ImmutableDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>True when the stub lists the feature with <c>+</c>.</summary>
    public bool Has(string name) => Items.TryGetValue(name, out string? value) && value == "+";

    /// <summary>The announced packet size in bytes, or null.</summary>
    public int? PacketSizeInBytes
    {
        get
        {
            if (!Items.TryGetValue("PacketSize", out string? digits)) return null;
            return HexDigits.TryParseNumber(Encoding.Latin1.GetBytes(digits), out ulong size) && size <= int.MaxValue ? (int)size : null;
        }
    }

    /// <summary>Reads the list, in which any part may be missing. Only an error reply gives false.</summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, out SupportedFeatures reply)
    {
        reply = None;
        if (StubError.TryParse(payload, out _)) return false;
        ImmutableDictionary<string, string>.Builder items = None.Items.ToBuilder();
        foreach (string item in Encoding.Latin1.GetString(payload).Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = item.IndexOf('=', StringComparison.Ordinal);
            (string name, string value) = equals > 0 ? (item[..equals], item[(equals + 1)..]) : (item[..^1], item[^1..]);
            if (name.Length > 0 && (equals > 0 || value is "+" or "-" or "?")) items.TryAdd(name, value);
        }

        reply = new SupportedFeatures(items.ToImmutable());
        return true;
    }
}
