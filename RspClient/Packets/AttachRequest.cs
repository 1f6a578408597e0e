using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>vAttach</c>: attaches to a target, which Black Magic Probe asks for after a scan.</summary>
/// <param name="ProcessId">The number of the target, from 1.</param>
/// <remarks>GDB manual, "Packets".</remarks>
public readonly record struct AttachRequest(uint ProcessId) : IRequest<ResumeOutcome>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Memory;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.Never;

    /// <inheritdoc/>
    public string RefusalAdvice => "Scan for targets first (monitor swdp_scan) and use the number it shows.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text("vAttach;"u8).Hex(ProcessId);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out ResumeOutcome reply) => ResumeOutcome.TryParse(payload, out reply);
}
