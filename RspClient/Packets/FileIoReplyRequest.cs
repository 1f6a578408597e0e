using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>F</c>: the answer to a File-I/O request; the target goes on.</summary>
/// <param name="Result">The return value; -1 for failure.</param>
/// <param name="ErrorNumber">The File-I/O errno when it failed.</param>
/// <param name="IsInterrupted">True when the user asked to interrupt meanwhile.</param>
/// <param name="Timeout">The limit of the resume that the call came from.</param>
/// <remarks>GDB manual, "The F Reply Packet".</remarks>
public readonly record struct FileIoReplyRequest(long Result, int ErrorNumber, bool IsInterrupted, TimeoutClass Timeout) : IRequest<ResumeOutcome>
{
    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.Never;

    /// <inheritdoc/>
    public string RefusalAdvice => "Switch the server's semihosting to its own console.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet)
    {
        packet.Text("F"u8);
        if (Result < 0) packet.Text("-"u8);
        packet.Hex((ulong)Math.Abs(Result));
        if (Result >= 0 && ErrorNumber == 0 && !IsInterrupted) return;
        packet.Text(","u8).Hex((uint)ErrorNumber);
        if (IsInterrupted) packet.Text(",C"u8);
    }

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out ResumeOutcome reply) => ResumeOutcome.TryParse(payload, out reply);
}
