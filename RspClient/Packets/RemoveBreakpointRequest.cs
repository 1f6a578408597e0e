using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>z</c>: removes a breakpoint or watchpoint.</summary>
/// <param name="Type">As inserted.</param>
/// <param name="Address">As inserted.</param>
/// <param name="Kind">As inserted.</param>
/// <remarks>GDB manual, "Packets".</remarks>
public readonly record struct RemoveBreakpointRequest(BreakpointType Type, TargetAddress Address, int Kind) : IRequest<Acknowledgement>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Query;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.AfterNak;

    /// <inheritdoc/>
    public string RefusalAdvice => "The breakpoint is not set any more: nothing is left to do.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text("z"u8).Hex((uint)Type).Text(","u8).Hex(Address.Value).Text(","u8).Hex((uint)Kind);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out Acknowledgement reply) => Acknowledgement.TryParse(payload, out reply);
}
