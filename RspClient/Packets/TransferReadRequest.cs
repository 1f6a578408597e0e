using System.Text;
using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>qXfer:object:read:annex:offset,length</c>: a part of a document.</summary>
/// <param name="Object"><c>features</c>, <c>memory-map</c> or <c>threads</c>.</param>
/// <param name="Annex">The document, such as <c>target.xml</c>; empty where the object has one.</param>
/// <param name="Offset">First byte, counted after decoding.</param>
/// <param name="SizeInBytes">Most bytes wanted.</param>
/// <remarks>GDB manual, "General Query Packets".</remarks>
public readonly record struct TransferReadRequest(string Object, string Annex, int Offset, int SizeInBytes) : IRequest<TransferChunk>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Query;

    /// <inheritdoc/>
    public RepeatRule Repeat => RepeatRule.Always;

    /// <inheritdoc/>
    public string RefusalAdvice => "Update the server: it announced this object and refuses it.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) =>
        packet.Text("qXfer:"u8).Binary(Encoding.UTF8.GetBytes(Object)).Text(":read:"u8).Binary(Encoding.UTF8.GetBytes(Annex))
            .Text(":"u8).Hex((uint)Offset).Text(","u8).Hex((uint)SizeInBytes);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out TransferChunk reply) => TransferChunk.TryParse(payload, out reply);
}
