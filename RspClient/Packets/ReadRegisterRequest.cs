using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>p</c>: one register.</summary>
/// <param name="Number">The number of target.xml.</param>
/// <param name="Destination">Takes the bytes in target order.</param>
/// <param name="Availability">One entry a byte: 1 when the stub sent a value, 0 for <c>xx</c>.</param>
/// <remarks>GDB manual, "Packets". OpenOCD drops the connection on a number that its target.xml does not have.</remarks>
public readonly record struct ReadRegisterRequest(int Number, Memory<byte> Destination, Memory<byte> Availability) : IRequest<DataReply>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Query;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.Always;

    /// <inheritdoc/>
    public string RefusalAdvice => "Read the whole register file with g.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text("p"u8).Hex((uint)Number);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out DataReply reply)
    {
        if (Acknowledgement.TryParseNo(payload, out Acknowledgement no))
        {
            reply = DataReply.Of(no);
            return true;
        }

        bool isData = RegisterHex.TryDecode(payload, Destination.Span, Availability.Span, out int sizeInBytes);
        reply = new DataReply(ReplyStatus.Ok, sizeInBytes);
        return isData;
    }
}
