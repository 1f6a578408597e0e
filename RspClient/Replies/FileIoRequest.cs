using System.Collections.Immutable;
using System.Text;
using RspDebug.RspClient.Framing;

namespace RspDebug.RspClient.Replies;

/// <summary>A File-I/O request (semihosting) that comes in place of a stop reply; the target waits for the answer.</summary>
/// <param name="Call">The system call: <c>write</c>, <c>open</c>...</param>
/// <param name="Arguments">Its arguments as sent: hexadecimal numbers; a string is <c>address/length</c>.</param>
/// <remarks>GDB manual, "The F Request Packet".</remarks>
public sealed record FileIoRequest(string Call, ImmutableArray<string> Arguments)
{
    /// <summary>Reads <c>Fcall,argument,...</c>.</summary>
    /// <returns>False for another packet; upper-case hexadecimal data that begins with F is none.</returns>
    public static bool TryParse(ReadOnlySpan<byte> payload, out FileIoRequest request)
    {
        request = new FileIoRequest("", []);
        if (payload.Length < 2 || payload[0] != (byte)'F' || HexDigits.AreAll(payload)) return false;
        string[] parts = Encoding.Latin1.GetString(payload[1..]).Split(',');
        if (parts[0].Length == 0 || !parts[0].All(char.IsAsciiLetterLower)) return false;
        request = new FileIoRequest(parts[0], [.. parts[1..]]);
        return true;
    }
}
