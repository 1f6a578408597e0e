using RspDebug.Swo.Dwt;
using RspDebug.Swo.Events;
using RspDebug.Swo.Timing;
using RspDebug.Swo.UserPackets;

namespace RspDebug.DebugAdapter.Engine.Trace.Output;

/// <summary>Events as JSON, one object each; the names of the fields are a contract (docs/json.md).</summary>
/// <param name="clockInHz">Core clock, for times in microseconds; null leaves them out.</param>
internal sealed class EventJson(double? clockInHz) : IEventJson
{
    /// <summary>Adds an event without line feed.</summary>
    public void Write(Utf8Lines lines, in TraceEvent next)
    {
        WriteTime(lines, next.Time);
        if (next.Kind == TraceEventKind.DataAccess)
        {
            WriteAccess(lines, next);
            return;
        }

        // The packet's own object, without its opening brace.
        int start = lines.Count;
        PacketJson.WriteFields(lines, next.Packet);
        lines.Replace(start, (byte)',');
        lines.Byte((byte)'}');
    }

    /// <summary>Adds a user packet, or what was none.</summary>
    public void Write(Utf8Lines lines, in UserPacket packet)
    {
        WriteTime(lines, packet.Time);
        if (packet.Status != UserPacketStatus.Whole)
        {
            lines.Text(",\"t\":\"user-damaged\",\"port\":"u8).Number((ulong)packet.Port).Text(",\"reason\":\""u8)
                .Text(packet.Status switch { UserPacketStatus.Stray => "stray"u8, UserPacketStatus.Invalid => "invalid"u8, _ => "cut"u8 })
                .Text("\",\"size\":"u8).Number((ulong)packet.Payload.Length).Byte((byte)'}');
            return;
        }

        lines.Text(",\"t\":\"user\",\"port\":"u8).Number((ulong)packet.Port).Text(",\"type\":"u8).Number((ulong)packet.Type);
        if (packet.Layout is null)
        {
            lines.Text(",\"payload\":\""u8).Plain(Convert.ToHexStringLower(packet.Payload)).Text("\"}"u8);
            return;
        }

        lines.Text(",\"name\":"u8).Quoted(packet.Layout.Name).Text(",\"fields\":{"u8);
        UserFieldReader fields = packet.Fields;
        for (bool first = true; fields.TryRead(out UserField field); first = false)
        {
            if (!first) lines.Byte((byte)',');
            lines.Quoted(field.Field.Name).Byte((byte)':');
            WriteValue(lines, field);
        }

        lines.Text("}}"u8);
    }

    /// <summary>Adds a line of text.</summary>
    public void Write(Utf8Lines lines, int port, TraceTime time, string text)
    {
        WriteTime(lines, time);
        lines.Text(",\"t\":\"text\",\"port\":"u8).Number((ulong)port).Text(",\"text\":"u8).Quoted(text).Byte((byte)'}');
    }

    /// <summary>The name of a quality in all outputs.</summary>
    public static ReadOnlySpan<byte> Name(TimeQuality quality) => quality switch
    {
        TimeQuality.Exact => "exact"u8,
        TimeQuality.Delayed => "delayed"u8,
        TimeQuality.Late => "late"u8,
        TimeQuality.DelayedLate => "delayed-late"u8,
        TimeQuality.Grouped => "grouped"u8,
        TimeQuality.AfterGap => "after-gap"u8,
        _ => "open"u8,
    };

    private void WriteTime(Utf8Lines lines, TraceTime time)
    {
        lines.Text("{\"time\":{\"cycles\":["u8).Number(time.Low).Byte((byte)',');
        if (time.IsBounded) lines.Number(time.High);
        else lines.Text("null"u8);
        if (clockInHz is { } clock)
        {
            lines.Text("],\"us\":["u8).Number(Microseconds(time.Low, clock)).Byte((byte)',');
            if (time.IsBounded) lines.Number(Microseconds(time.High, clock));
            else lines.Text("null"u8);
        }

        lines.Text("],\"quality\":\""u8).Text(Name(time.Quality)).Byte((byte)'"');
        if (time.Epoch != 0) lines.Text(",\"epoch\":"u8).Number((long)time.Epoch);
        lines.Byte((byte)'}');
    }

    private static double Microseconds(long cycles, double clock) => Math.Round(cycles * 1e6 / clock, 3);

    private static void WriteAccess(Utf8Lines lines, in TraceEvent next)
    {
        DataAccess access = next.Data;
        lines.Text(",\"t\":\"data-access\",\"offset\":"u8).Number(next.Offset).Text(",\"comparator\":"u8).Number((long)access.Comparator);
        if (access.Pc is { } pc) lines.Text(",\"pc\":"u8).Number(pc);
        if (access.Address is { } address) lines.Text(",\"address\":"u8).Number(address).Text(",\"addressBits\":"u8).Number((long)access.AddressBits);
        if (access.Value is { } value)
        {
            lines.Text(access.IsWrite ? ",\"access\":\"write\",\"size\":"u8 : ",\"access\":\"read\",\"size\":"u8).Number((long)access.SizeInBytes)
                .Text(",\"value\":"u8).Number(value);
        }

        lines.Text(access.IsMatch ? ",\"match\":true}"u8 : "}"u8);
    }

    private static void WriteValue(Utf8Lines lines, in UserField field)
    {
        if (field.Name is { } name) lines.Quoted(name);
        else if (field.Field.Kind == UserFieldKind.Text) lines.Quoted(System.Text.Encoding.UTF8.GetString(field.Bytes));
        else if (field.Field.Kind == UserFieldKind.Bytes) lines.Byte((byte)'"').Plain(Convert.ToHexStringLower(field.Bytes)).Byte((byte)'"');
        else if (!field.IsInteger || field.Field.Scale is not null) lines.Number(field.Number);
        else if (field.Field.Kind == UserFieldKind.UInt64) lines.Number(field.Unsigned);
        else lines.Number(field.Integer);
    }
}
