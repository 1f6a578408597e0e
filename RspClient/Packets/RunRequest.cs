using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>vRun</c>: starts the program from its reset, in extended mode.</summary>
/// <remarks>GDB manual, "Packets".</remarks>
public readonly record struct RunRequest : IRequest<ResumeOutcome>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Memory;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.Never;

    /// <inheritdoc/>
    public string RefusalAdvice => "Reset with a command of the stub.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text("vRun;"u8);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out ResumeOutcome reply) => ResumeOutcome.TryParse(payload, out reply);
}
