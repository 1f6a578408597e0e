using System.Text.Unicode;
using RspDebug.Swo.Dwt;
using RspDebug.Swo.Itm;

namespace RspDebug.Swo.Tests.Generated;

/// <summary>The line that the generator writes for a packet: millions are compared byte by byte.</summary>
internal static class GeneratorLine
{
    public static int Write(in ItmPacket packet, Span<byte> line)
    {
        int length = 0;
        bool fits = packet.Kind switch
        {
            ItmPacketKind.Synchronization => Utf8.TryWrite(line, $"{{\"off\":{packet.Offset},\"t\":\"sync\"}}", out length),
            ItmPacketKind.Overflow => Utf8.TryWrite(line, $"{{\"off\":{packet.Offset},\"t\":\"ovf\"}}", out length),
            ItmPacketKind.Software => Utf8.TryWrite(
                line, $"{{\"off\":{packet.Offset},\"t\":\"sw\",\"port\":{packet.Software.Port},\"size\":{packet.Software.SizeInBytes},\"value\":{packet.Software.Value}}}", out length),
            ItmPacketKind.LocalTimestamp => Utf8.TryWrite(
                line, $"{{\"off\":{packet.Offset},\"t\":\"lts{packet.LocalTimestamp.Form}\",\"ts\":{packet.LocalTimestamp.Delta},\"tc\":{(int)packet.LocalTimestamp.Control}}}", out length),
            ItmPacketKind.GlobalTimestamp => WriteGlobal(packet.Offset, packet.GlobalTimestamp, line, out length),
            ItmPacketKind.Extension => Utf8.TryWrite(line, $"{{\"off\":{packet.Offset},\"t\":\"ext\",\"page\":{packet.Extension.Value}}}", out length),
            ItmPacketKind.EventCounter => Utf8.TryWrite(line, $"{{\"off\":{packet.Offset},\"t\":\"evt\",\"flags\":{(int)packet.Counters}}}", out length),
            ItmPacketKind.Exception => Utf8.TryWrite(
                line, $"{{\"off\":{packet.Offset},\"t\":\"exc\",\"num\":{packet.Exception.Number},\"fn\":{(int)packet.Exception.Function}}}", out length),
            ItmPacketKind.PcSample => WriteSample(packet.Offset, packet.PcSample, line, out length),
            ItmPacketKind.DataPc => Utf8.TryWrite(line, $"{{\"off\":{packet.Offset},\"t\":\"dpc\",\"cmp\":{packet.Data.Comparator},\"pc\":{packet.Data.Value}}}", out length),
            ItmPacketKind.DataAddress => Utf8.TryWrite(
                line, $"{{\"off\":{packet.Offset},\"t\":\"daddr\",\"cmp\":{packet.Data.Comparator},\"addr\":{packet.Data.Value}}}", out length),
            ItmPacketKind.DataValue => Utf8.TryWrite(
                line,
                $"{{\"off\":{packet.Offset},\"t\":\"dval\",\"cmp\":{packet.Data.Comparator},\"wr\":{(packet.Data.IsWrite ? 1 : 0)},\"size\":{packet.Data.SizeInBytes},\"value\":{packet.Data.Value}}}",
                out length),
            _ => Utf8.TryWrite(line, $"not in a clean stream: {packet.Kind} at {packet.Offset}", out length),
        };
        return fits ? length : throw new ArgumentException("too short", nameof(line));
    }

    private static bool WriteGlobal(long offset, GlobalTimestamp time, Span<byte> line, out int length) => time.Part == 1
        ? Utf8.TryWrite(
            line, $"{{\"off\":{offset},\"t\":\"gts1\",\"bits\":{time.Bits},\"ts\":{time.Value},\"wrap\":{(time.Wrap ? 1 : 0)},\"clkch\":{(time.ClockChange ? 1 : 0)}}}", out length)
        : Utf8.TryWrite(line, $"{{\"off\":{offset},\"t\":\"gts2\",\"bytes\":{(time.Bits == 22 ? 4 : 6)},\"ts\":{time.Value}}}", out length);

    private static bool WriteSample(long offset, PcSample sample, Span<byte> line, out int length) => sample.State switch
    {
        PcSampleState.Sleeping => Utf8.TryWrite(line, $"{{\"off\":{offset},\"t\":\"pc\",\"sleep\":1}}", out length),
        PcSampleState.Prohibited => Utf8.TryWrite(line, $"{{\"off\":{offset},\"t\":\"pc\",\"prohibited\":1}}", out length),
        _ => Utf8.TryWrite(line, $"{{\"off\":{offset},\"t\":\"pc\",\"pc\":{sample.Pc}}}", out length),
    };
}
