using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>vCont?</c>: which resume actions there are.</summary>
/// <remarks>GDB manual, "Packets", <c>vCont?</c>.</remarks>
public readonly record struct ResumeActionsRequest : IRequest<ResumeActions>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Query;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.Always;

    /// <inheritdoc/>
    public string RefusalAdvice => "Go on with c and s.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text("vCont?"u8);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out ResumeActions reply)
    {
        reply = ResumeActions.None;
        if (!payload.StartsWith("vCont"u8)) return Acknowledgement.TryParseNo(payload, out _);
        foreach (Range range in payload[5..].Split((byte)';'))
        {
            ReadOnlySpan<byte> action = payload[5..][range];
            if (action.Length != 1) continue;
            reply |= action[0] switch
            {
                (byte)'c' => ResumeActions.Continue,
                (byte)'C' => ResumeActions.ContinueWithSignal,
                (byte)'s' => ResumeActions.Step,
                (byte)'S' => ResumeActions.StepWithSignal,
                (byte)'r' => ResumeActions.RangeStep,
                (byte)'t' => ResumeActions.Stop,
                _ => ResumeActions.None,
            };
        }

        return true;
    }
}
