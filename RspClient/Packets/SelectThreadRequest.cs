using System.Text;
using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>Hc</c> or <c>Hg</c>: the thread of later <c>c</c>/<c>s</c>, or of register packets.</summary>
/// <param name="Operation"><c>c</c> or <c>g</c>.</param>
/// <param name="Thread">A thread id, <c>0</c> for any, <c>-1</c> for all.</param>
/// <remarks>GDB manual, "Packets".</remarks>
public readonly record struct SelectThreadRequest(char Operation, string Thread) : IRequest<Acknowledgement>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Query;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.Always;

    /// <inheritdoc/>
    public string RefusalAdvice => "Use the thread of the last stop reply.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text("H"u8).Text([(byte)Operation]).Binary(Encoding.UTF8.GetBytes(Thread));

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out Acknowledgement reply) => Acknowledgement.TryParse(payload, out reply);
}
