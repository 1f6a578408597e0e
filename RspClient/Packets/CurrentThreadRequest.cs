using System.Text;
using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>qC</c>: the current thread.</summary>
/// <remarks>GDB manual, "General Query Packets".</remarks>
public readonly record struct CurrentThreadRequest : IRequest<string?>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Query;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.Always;

    /// <inheritdoc/>
    public string RefusalAdvice => "Go on without a thread id.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text("qC"u8);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out string? reply)
    {
        bool isThread = payload.Length > 2 && payload.StartsWith("QC"u8);
        reply = isThread ? Encoding.Latin1.GetString(payload[2..]) : null;
        return isThread || Acknowledgement.TryParseNo(payload, out _);
    }
}
