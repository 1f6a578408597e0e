using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>Z</c>: inserts a breakpoint or watchpoint.</summary>
/// <param name="Type">Software, hardware, or the access that stops.</param>
/// <param name="Address">Even for code.</param>
/// <param name="Kind">2 for Thumb code; the size in bytes for a watchpoint.</param>
/// <remarks>GDB manual, "Packets".</remarks>
public readonly record struct InsertBreakpointRequest(BreakpointType Type, TargetAddress Address, int Kind) : IRequest<Acknowledgement>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Query;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.AfterNak;

    /// <inheritdoc/>
    public string RefusalAdvice => "All comparators may be in use: remove a breakpoint, or use a software breakpoint in RAM.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text("Z"u8).Hex((uint)Type).Text(","u8).Hex(Address.Value).Text(","u8).Hex((uint)Kind);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out Acknowledgement reply) => Acknowledgement.TryParse(payload, out reply);
}
