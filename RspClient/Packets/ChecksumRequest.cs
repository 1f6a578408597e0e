using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>qCRC</c>: the stub checksums memory itself.</summary>
/// <param name="Address">First byte.</param>
/// <param name="SizeInBytes">Length of the area.</param>
/// <remarks>GDB manual, "General Query Packets".</remarks>
public readonly record struct ChecksumRequest(TargetAddress Address, uint SizeInBytes) : IRequest<ChecksumReply>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Flash;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.Always;

    /// <inheritdoc/>
    public string RefusalAdvice => "Compare by reading the memory.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text("qCRC:"u8).Hex(Address.Value).Text(","u8).Hex(SizeInBytes);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out ChecksumReply reply) => ChecksumReply.TryParse(payload, out reply);
}
