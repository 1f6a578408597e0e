using System.Text;

namespace RspDebug.DebugAdapter.Logging;

/// <summary>Bytes of the wire as the log shows them.</summary>
public static class WireText
{
    /// <summary>How many bytes of a message the log shows.</summary>
    public const int ShownBytes = 1000;

    /// <summary>Shortens a payload and makes every byte outside 0x20 to 0x7e visible as <c>\xNN</c>.</summary>
    /// <param name="payload">The bytes.</param>
    /// <returns>Text of one line.</returns>
    public static string Shorten(ReadOnlySpan<byte> payload)
    {
        ReadOnlySpan<byte> shown = payload[..Math.Min(payload.Length, ShownBytes)];
        var text = new StringBuilder(shown.Length + 24);
        foreach (byte value in shown)
        {
            if (value is >= 0x20 and <= 0x7e) text.Append((char)value);
            else text.Append("\\x").Append(value.ToString("x2"));
        }

        if (shown.Length < payload.Length) text.Append("... ").Append(payload.Length).Append(" bytes");
        return text.ToString();
    }
}
