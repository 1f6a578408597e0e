using System.Runtime.CompilerServices;
using RspDebug.Swo.Dwt;
using RspDebug.Swo.Itm;

namespace RspDebug.DebugAdapter.Engine.Trace.Output;

/// <summary>Packets as JSON, one object each; the names of the fields are a contract (docs/json.md).</summary>
internal static class PacketJson
{
    /// <summary>Adds one packet and a line feed.</summary>
    public static void Write(Utf8Lines lines, in ItmPacket packet)
    {
        Utf8Cursor cursor = lines.Begin();
        WriteFields(ref cursor, packet);
        cursor.Text("}\n"u8);
        lines.End(cursor);
    }

    /// <summary>Adds the object without its closing brace, for those who have more to say.</summary>
    public static void WriteFields(Utf8Lines lines, in ItmPacket packet)
    {
        Utf8Cursor cursor = lines.Begin();
        WriteFields(ref cursor, packet);
        lines.End(cursor);
    }

    private static void WriteFields(ref Utf8Cursor line, in ItmPacket packet)
    {
        switch (packet.Kind)
        {
            case ItmPacketKind.Software:
                SoftwareWrite write = packet.Software;
                Begin(ref line, "{\"t\":\"software\",\"offset\":"u8, packet).Text(",\"port\":"u8).Number((uint)write.Port)
                    .Text(SizeAndValue(write.SizeInBytes)).Number(write.Value);
                break;
            case ItmPacketKind.LocalTimestamp:
                LocalTimestamp local = packet.LocalTimestamp;
                Begin(ref line, "{\"t\":\"local-timestamp\",\"offset\":"u8, packet).Text(",\"delta\":"u8).Number(local.Delta)
                    .Text(",\"tc\":"u8).Digit((int)local.Control).Text(",\"form\":"u8).Digit(local.Form);
                break;
            case ItmPacketKind.PcSample:
                PcSample sample = packet.PcSample;
                Begin(ref line, "{\"t\":\"pc-sample\",\"offset\":"u8, packet);
                if (sample.State == PcSampleState.Running) line.Text(",\"pc\":"u8).Number(sample.Pc);
                else line.Text(sample.State == PcSampleState.Sleeping ? ",\"sleeping\":true"u8 : ",\"prohibited\":true"u8);
                break;
            case ItmPacketKind.Exception:
                ExceptionTrace exception = packet.Exception;
                Begin(ref line, "{\"t\":\"exception\",\"offset\":"u8, packet).Text(",\"number\":"u8).Number((uint)exception.Number)
                    .Text(",\"function\":\""u8).Text(Name(exception.Function)).Text("\""u8);
                break;
            case ItmPacketKind.DataValue:
                DataTrace data = packet.Data;
                Begin(ref line, "{\"t\":\"data-value\",\"offset\":"u8, packet).Text(",\"comparator\":"u8).Number((uint)data.Comparator)
                    .Text(",\"access\":\""u8).Text(data.IsWrite ? "write\""u8 : "read\""u8).Text(SizeAndValue(data.SizeInBytes)).Number(data.Value);
                break;
            case ItmPacketKind.DataPc:
                Begin(ref line, "{\"t\":\"data-pc\",\"offset\":"u8, packet).Text(",\"comparator\":"u8).Number((uint)packet.Data.Comparator)
                    .Text(",\"pc\":"u8).Number(packet.Data.Value);
                break;
            case ItmPacketKind.DataAddress:
                Begin(ref line, "{\"t\":\"data-address\",\"offset\":"u8, packet).Text(",\"comparator\":"u8).Number((uint)packet.Data.Comparator)
                    .Text(",\"address\":"u8).Number(packet.Data.Value);
                break;
            default:
                WriteRare(ref line, packet);
                break;
        }
    }

    private static void WriteRare(ref Utf8Cursor line, in ItmPacket packet)
    {
        switch (packet.Kind)
        {
            case ItmPacketKind.Synchronization:
                Begin(ref line, "{\"t\":\"sync\",\"offset\":"u8, packet);
                break;
            case ItmPacketKind.Overflow:
                Begin(ref line, "{\"t\":\"overflow\",\"offset\":"u8, packet);
                break;
            case ItmPacketKind.GlobalTimestamp:
                GlobalTimestamp global = packet.GlobalTimestamp;
                Begin(ref line, "{\"t\":\"global-timestamp\",\"offset\":"u8, packet).Text(",\"part\":"u8).Number((uint)global.Part)
                    .Text(",\"value\":"u8).Number(global.Value).Text(",\"bits\":"u8).Number((uint)global.Bits)
                    .Text(global.Wrap ? ",\"wrap\":true"u8 : ",\"wrap\":false"u8)
                    .Text(global.ClockChange ? ",\"clockChange\":true"u8 : ",\"clockChange\":false"u8);
                break;
            case ItmPacketKind.Extension:
                ExtensionInformation extension = packet.Extension;
                Begin(ref line, "{\"t\":\"extension\",\"offset\":"u8, packet);
                if (extension.IsPage) line.Text(",\"page\":"u8).Number(extension.Value);
                else line.Text(extension.FromHardware ? ",\"hardware\":true,\"value\":"u8 : ",\"hardware\":false,\"value\":"u8).Number(extension.Value);
                break;
            case ItmPacketKind.EventCounter:
                Begin(ref line, "{\"t\":\"event-counter\",\"offset\":"u8, packet).Text(",\"flags\":"u8).Number((uint)packet.Counters);
                break;
            case ItmPacketKind.DataMatch:
                Begin(ref line, "{\"t\":\"data-match\",\"offset\":"u8, packet).Text(",\"comparator\":"u8).Number((uint)packet.Data.Comparator);
                break;
            case ItmPacketKind.PerformanceCounter:
                Begin(ref line, "{\"t\":\"performance-counter\",\"offset\":"u8, packet).Text(",\"flags\":"u8).Number((uint)packet.PerformanceCounters);
                break;
            case ItmPacketKind.Hardware:
                Begin(ref line, "{\"t\":\"hardware\",\"offset\":"u8, packet).Text(",\"id\":"u8).Number((uint)packet.Hardware.Discriminator)
                    .Text(SizeAndValue(packet.Hardware.SizeInBytes)).Number(packet.Hardware.Value);
                break;
            case ItmPacketKind.Malformed:
                Begin(ref line, "{\"t\":\"malformed\",\"offset\":"u8, packet).Text(",\"reason\":\""u8).Text(Name(packet.Reason))
                    .Text("\",\"size\":"u8).Number((uint)packet.SizeInBytes);
                break;
            default:
                Begin(ref line, "{\"t\":\"incomplete\",\"offset\":"u8, packet).Text(",\"size\":"u8).Number((uint)packet.SizeInBytes);
                break;
        }
    }

    /// <summary>The name of an exception function in all outputs.</summary>
    public static ReadOnlySpan<byte> Name(ExceptionFunction function) => function switch
    {
        ExceptionFunction.Enter => "enter"u8, ExceptionFunction.Exit => "exit"u8, _ => "return"u8,
    };

    /// <summary>The name of a reason in all outputs.</summary>
    public static ReadOnlySpan<byte> Name(MalformedReason reason) => reason switch
    {
        MalformedReason.ReservedHeader => "reserved-header"u8,
        MalformedReason.ShortSynchronization => "short-sync"u8,
        MalformedReason.TooLong => "too-long"u8,
        MalformedReason.GlobalTimestampLength => "global-timestamp-length"u8,
        MalformedReason.HardwareLength => "hardware-length"u8,
        MalformedReason.Exception => "exception"u8,
        MalformedReason.PcSample => "pc-sample"u8,
        _ => "other"u8,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref Utf8Cursor Begin(ref Utf8Cursor line, ReadOnlySpan<byte> head, in ItmPacket packet) => ref line.Text(head).Number((ulong)packet.Offset);

    private static ReadOnlySpan<byte> SizeAndValue(int size) => size switch
    {
        1 => ",\"size\":1,\"value\":"u8, 2 => ",\"size\":2,\"value\":"u8, _ => ",\"size\":4,\"value\":"u8,
    };
}
