using System.Text;
using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary>Resumes the target: <c>vCont</c> where the stub has it, else <c>c</c> or <c>s</c>.</summary>
/// <param name="Action">What the target does.</param>
/// <param name="UseVCont">False for stubs without <c>vCont</c>.</param>
/// <param name="Thread">The thread that steps, as the stub wrote it in a stop reply; null for none. Never <c>0</c>: gdbstub servers reject it.</param>
/// <remarks>GDB manual, "Packets", <c>vCont</c>. An address for <c>c</c> or <c>s</c> is never sent: pyOCD and Black Magic Probe ignore it.</remarks>
public readonly record struct ResumeRequest(ResumeAction Action, bool UseVCont, string? Thread) : IRequest<ResumeOutcome>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => Action is ResumeAction.Step ? TimeoutClass.Step : TimeoutClass.Run;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.Never;

    /// <inheritdoc/>
    public string RefusalAdvice => "Read the server's log; the target may be locked up or without power.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet)
    {
        if (!UseVCont)
        {
            packet.Text(Action is ResumeAction.Continue ? "c"u8 : "s"u8);
            return;
        }

        packet.Text("vCont;"u8);
        switch (Action)
        {
            case ResumeAction.RangeStep range:
                packet.Text("r"u8).Hex(range.Start.Value).Text(","u8).Hex(range.End.Value);
                break;
            case ResumeAction.Step:
                packet.Text("s"u8);
                break;
            default:
                packet.Text("c"u8);
                return;
        }

        if (Thread is not null) packet.Text(":"u8).Binary(Encoding.Latin1.GetBytes(Thread));
    }

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out ResumeOutcome reply) => ResumeOutcome.TryParse(payload, out reply);
}
