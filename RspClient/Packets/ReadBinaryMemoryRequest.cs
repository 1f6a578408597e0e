using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>x</c>: reads memory as escaped binary.</summary>
/// <param name="Address">First byte, target address space.</param>
/// <param name="Destination">Filled from the front; its length is the request.</param>
/// <remarks>GDB manual, "Packets", <c>x</c>: sent only when the stub announced <c>binary-upload+</c>; the reply is <c>b</c> and the data.</remarks>
public readonly record struct ReadBinaryMemoryRequest(TargetAddress Address, Memory<byte> Destination) : IRequest<DataReply>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Memory;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.Always;

    /// <inheritdoc/>
    public string RefusalAdvice => "Check that the address is mapped and that its peripheral is clocked.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text("x"u8).Hex(Address.Value).Text(","u8).Hex((uint)Destination.Length);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out DataReply reply)
    {
        if (Acknowledgement.TryParseNo(payload, out Acknowledgement no))
        {
            reply = DataReply.Of(no);
            return true;
        }

        bool isData = payload[0] == (byte)'b' && payload.Length - 1 <= Destination.Length;
        if (isData) payload[1..].CopyTo(Destination.Span);
        reply = new DataReply(ReplyStatus.Ok, payload.Length - 1);
        return isData;
    }
}
