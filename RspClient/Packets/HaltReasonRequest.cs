using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>?</c>: why the target is halted; some stubs halt it for this packet.</summary>
/// <remarks>GDB manual, "Packets". QEMU removes all breakpoints when it gets this packet, so it is sent once, before any is set.</remarks>
public readonly record struct HaltReasonRequest : IRequest<ResumeOutcome>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Query;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.AfterNak;

    /// <inheritdoc/>
    public string RefusalAdvice => "Let the debug server attach to a target first; if it has one, look at its own output.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text("?"u8);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out ResumeOutcome reply) => ResumeOutcome.TryParse(payload, out reply);
}
