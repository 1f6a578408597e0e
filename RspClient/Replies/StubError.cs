using System.Globalization;
using System.Text;
using RspDebug.RspClient.Framing;

namespace RspDebug.RspClient.Replies;

/// <summary>An error reply: <c>Exx</c>, or <c>E.text</c> of newer stubs.</summary>
/// <param name="Code">The two digits; their meaning is the stub's own (OpenOCD <c>0E</c>: failed, QEMU <c>22</c>: too long). 0 with a text.</param>
/// <param name="Text">The text of the <c>E.text</c> form, else null.</param>
/// <remarks>GDB manual, "Standard Replies".</remarks>
public readonly record struct StubError(byte Code, string? Text = null)
{
    /// <summary>Reads an error reply.</summary>
    /// <returns>False when the payload is no error; hexadecimal data that begins with E has another length.</returns>
    public static bool TryParse(ReadOnlySpan<byte> payload, out StubError error)
    {
        error = default;
        if (payload.Length >= 2 && payload[0] == (byte)'E' && payload[1] == (byte)'.')
        {
            error = new StubError(0, Encoding.UTF8.GetString(payload[2..]));
            return true;
        }

        // Black Magic Probe, when a command failed.
        if (payload.SequenceEqual("E"u8)) return true;
        if (payload.Length != 3 || payload[0] != (byte)'E' || !HexDigits.TryParseNumber(payload[1..], out ulong code)) return false;
        error = new StubError((byte)code);
        return true;
    }

    /// <summary>As the stub wrote it: <c>E0E</c> or its text.</summary>
    public override string ToString() => Text is null ? "E" + Code.ToString("X2", CultureInfo.InvariantCulture) : Text;
}
