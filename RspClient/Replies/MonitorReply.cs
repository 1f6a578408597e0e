using System.Text;
using RspDebug.RspClient.Framing;

namespace RspDebug.RspClient.Replies;

/// <summary>The answer to a command of the stub.</summary>
/// <param name="Status">Done, unknown command (empty reply) or failed.</param>
/// <param name="Output">All console text that came with it, in order.</param>
/// <param name="Error">The error when it failed.</param>
public readonly record struct MonitorReply(ReplyStatus Status, string Output, StubError Error = default)
{
    /// <summary>Reads the final reply: <c>OK</c>, an error, an empty payload, or text in hexadecimal.</summary>
    /// <remarks>OpenOCD and pyOCD send the result itself as hexadecimal text.</remarks>
    public static bool TryParse(ReadOnlySpan<byte> payload, out MonitorReply reply)
    {
        if (Acknowledgement.TryParse(payload, out Acknowledgement plain))
        {
            reply = new MonitorReply(plain.Status, "", plain.Error);
            return true;
        }

        byte[] text = new byte[payload.Length / 2];
        bool isText = HexDigits.TryDecode(payload, text, out _);
        reply = new MonitorReply(ReplyStatus.Ok, Encoding.UTF8.GetString(text));
        return isText;
    }

    internal MonitorReply WithOutput(ReadOnlySpan<byte> console) => console.IsEmpty ? this : this with { Output = Encoding.UTF8.GetString(console) + Output };
}
