using System.Text;
using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>qRcmd</c>: a command for the stub itself.</summary>
/// <param name="Command">The command line.</param>
/// <remarks>GDB manual, "General Query Packets". Console text comes before the reply as <c>O</c> packets.</remarks>
public readonly record struct MonitorRequest(string Command) : IRequest<MonitorReply>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Monitor;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.Never;

    /// <inheritdoc/>
    public string RefusalAdvice => "Look the command up in the server's manual; OpenOCD shows its list with help.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text("qRcmd,"u8).HexBytes(Encoding.UTF8.GetBytes(Command));

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out MonitorReply reply) => MonitorReply.TryParse(payload, out reply);
}
