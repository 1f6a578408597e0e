using RspDebug.Swo.Dwt;
using RspDebug.Swo.Events;
using RspDebug.Swo.Timing;
using RspDebug.Swo.UserPackets;

namespace RspDebug.DebugAdapter.Engine.Trace.Output;

/// <summary>Every event as a line of comma-separated values: <c>low,high,quality,offset,type,source,size,value,detail</c>.</summary>
internal sealed class EventCsvSink : EventLineSink
{
    /// <summary>Starts with the line of column names.</summary>
    public EventCsvSink(Stream output)
        : base(output) => Lines.Text("low,high,quality,offset,type,source,size,value,detail\n"u8);

    /// <inheritdoc/>
    public override void OnEvent(in TraceEvent next)
    {
        Begin(next.Time);
        Lines.Number(next.Offset).Byte((byte)',');
        if (next.Kind == TraceEventKind.DataAccess) WriteAccess(next.Data);
        else PacketCsvSink.WriteFields(Lines, next.Packet);
        Lines.Byte((byte)'\n');
    }

    /// <inheritdoc/>
    public override void OnUserPacket(in UserPacket packet)
    {
        Begin(packet.Time);
        Lines.Text(packet.Status == UserPacketStatus.Whole ? ",user,"u8 : ",user-damaged,"u8).Number((ulong)packet.Port).Byte((byte)',')
            .Number((ulong)packet.Payload.Length).Byte((byte)',').Number((ulong)packet.Type).Byte((byte)',').Plain(Convert.ToHexStringLower(packet.Payload)).Byte((byte)'\n');
    }

    /// <inheritdoc/>
    public override void OnText(int port, TraceTime time, string text)
    {
        Begin(time);
        Lines.Text(",text,"u8).Number((ulong)port).Text(",,,\""u8).Plain(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Text("\"\n"u8);
    }

    private void Begin(TraceTime time)
    {
        Lines.Number(time.Low).Byte((byte)',');
        if (time.IsBounded) Lines.Number(time.High);
        Lines.Byte((byte)',').Text(EventJson.Name(time.Quality)).Byte((byte)',');
    }

    private void WriteAccess(DataAccess access)
    {
        Lines.Text("data-access,"u8).Number((long)access.Comparator).Byte((byte)',');
        if (access.Value is not null) Lines.Number((long)access.SizeInBytes);
        Lines.Byte((byte)',');
        if (access.Value is { } value) Lines.Number(value);
        Lines.Byte((byte)',');
        if (access.Value is not null) Lines.Text(access.IsWrite ? "write"u8 : "read"u8);
        if (access.Pc is { } pc) Lines.Text(" pc="u8).Hex(pc);
        if (access.Address is { } address) Lines.Text(" address="u8).Hex(address);
    }
}
