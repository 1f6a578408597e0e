using RspDebug.Swo.Dwt;
using RspDebug.Swo.Itm;

namespace RspDebug.DebugAdapter.Engine.Trace.Output;

/// <summary>Every packet as a line of comma-separated values: <c>offset,type,source,size,value,detail</c>.</summary>
/// <remarks>The source is a port, a comparator, an exception's number or a discriminator; the detail a word such as <c>enter</c> or <c>write</c>.</remarks>
internal sealed class PacketCsvSink : LineSink
{
    /// <summary>Starts with the line of column names.</summary>
    public PacketCsvSink(Stream output)
        : base(output) => Lines.Text("offset,type,source,size,value,detail\n"u8);

    /// <inheritdoc/>
    public override void OnPacket(in ItmPacket packet)
    {
        Lines.Number((ulong)packet.Offset).Byte((byte)',');
        WriteFields(Lines, packet);
        Lines.Byte((byte)'\n');
    }

    /// <summary>Adds all columns but the offset.</summary>
    public static void WriteFields(Utf8Lines lines, in ItmPacket packet)
    {
        switch (packet.Kind)
        {
            case ItmPacketKind.Software:
                Row(lines, "software,"u8, (uint)packet.Software.Port, (uint)packet.Software.SizeInBytes, packet.Software.Value, default);
                break;
            case ItmPacketKind.LocalTimestamp:
                Row(lines, "local-timestamp,"u8, null, null, packet.LocalTimestamp.Delta, packet.LocalTimestamp.Control switch
                {
                    TimestampControl.Exact => "tc=0"u8, TimestampControl.TimestampDelayed => "tc=1"u8, TimestampControl.PacketDelayed => "tc=2"u8, _ => "tc=3"u8,
                });
                break;
            case ItmPacketKind.GlobalTimestamp:
                GlobalTimestamp global = packet.GlobalTimestamp;
                Row(lines, "global-timestamp,"u8, (uint)global.Part, (uint)global.Bits, global.Value, (global.Wrap, global.ClockChange) switch
                {
                    (true, true) => "wrap clock-change"u8, (true, false) => "wrap"u8, (false, true) => "clock-change"u8, _ => default,
                });
                break;
            case ItmPacketKind.Exception:
                Row(lines, "exception,"u8, (uint)packet.Exception.Number, null, null, PacketJson.Name(packet.Exception.Function));
                break;
            case ItmPacketKind.PcSample:
                PcSample sample = packet.PcSample;
                Row(lines, "pc-sample,"u8, null, null, sample.State == PcSampleState.Running ? sample.Pc : null,
                    sample.State switch { PcSampleState.Running => default, PcSampleState.Sleeping => "sleeping"u8, _ => "prohibited"u8 });
                break;
            case ItmPacketKind.DataPc:
                Row(lines, "data-pc,"u8, (uint)packet.Data.Comparator, null, packet.Data.Value, default);
                break;
            case ItmPacketKind.DataAddress:
                Row(lines, "data-address,"u8, (uint)packet.Data.Comparator, null, packet.Data.Value, default);
                break;
            case ItmPacketKind.DataValue:
                Row(lines, "data-value,"u8, (uint)packet.Data.Comparator, (uint)packet.Data.SizeInBytes, packet.Data.Value, packet.Data.IsWrite ? "write"u8 : "read"u8);
                break;
            default:
                WriteRare(lines, packet);
                break;
        }
    }

    private static void WriteRare(Utf8Lines lines, in ItmPacket packet)
    {
        switch (packet.Kind)
        {
            case ItmPacketKind.Synchronization:
                Row(lines, "sync,"u8, null, null, null, default);
                break;
            case ItmPacketKind.Overflow:
                Row(lines, "overflow,"u8, null, null, null, default);
                break;
            case ItmPacketKind.Extension:
                Row(lines, "extension,"u8, null, null, packet.Extension.Value, packet.Extension.IsPage ? "page"u8 : packet.Extension.FromHardware ? "hardware"u8 : "software"u8);
                break;
            case ItmPacketKind.EventCounter:
                Row(lines, "event-counter,"u8, null, null, (uint)packet.Counters, default);
                break;
            case ItmPacketKind.DataMatch:
                Row(lines, "data-match,"u8, (uint)packet.Data.Comparator, null, null, default);
                break;
            case ItmPacketKind.PerformanceCounter:
                Row(lines, "performance-counter,"u8, null, null, (uint)packet.PerformanceCounters, default);
                break;
            case ItmPacketKind.Hardware:
                Row(lines, "hardware,"u8, (uint)packet.Hardware.Discriminator, (uint)packet.Hardware.SizeInBytes, packet.Hardware.Value, default);
                break;
            case ItmPacketKind.Malformed:
                Row(lines, "malformed,"u8, null, (uint)packet.SizeInBytes, null, PacketJson.Name(packet.Reason));
                break;
            default:
                Row(lines, "incomplete,"u8, null, (uint)packet.SizeInBytes, null, default);
                break;
        }
    }

    private static void Row(Utf8Lines lines, ReadOnlySpan<byte> type, uint? source, uint? size, ulong? value, ReadOnlySpan<byte> detail)
    {
        lines.Text(type);
        if (source is { } from) lines.Number(from);
        lines.Byte((byte)',');
        if (size is { } bytes) lines.Number(bytes);
        lines.Byte((byte)',');
        if (value is { } number) lines.Number(number);
        lines.Byte((byte)',').Text(detail);
    }
}
