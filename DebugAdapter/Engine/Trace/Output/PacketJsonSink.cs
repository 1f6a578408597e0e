using RspDebug.Swo.Itm;

namespace RspDebug.DebugAdapter.Engine.Trace.Output;

/// <summary>Every packet as a line of JSON.</summary>
internal sealed class PacketJsonSink(Stream output) : LineSink(output)
{
    /// <inheritdoc/>
    public override void OnPacket(in ItmPacket packet) => PacketJson.Write(Lines, packet);

    /// <inheritdoc/>
    public override void OnPackets(ReadOnlySpan<ItmPacket> packets)
    {
        Utf8Lines lines = Lines;
        foreach (ref readonly ItmPacket packet in packets) PacketJson.Write(lines, packet);
    }
}
