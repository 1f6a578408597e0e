using RspDebug.Swo.Dwt;

namespace RspDebug.Swo.Itm;

/// <summary>Packets as one line of text, for people and tests.</summary>
internal static class ItmPacketText
{
    public static string Write(ItmPacket packet) => packet.Kind switch
    {
        ItmPacketKind.Synchronization => "sync",
        ItmPacketKind.Overflow => "overflow",
        ItmPacketKind.Software => $"software port={packet.Software.Port} size={packet.Software.SizeInBytes} value={packet.Software.Value:x}",
        ItmPacketKind.LocalTimestamp =>
            $"local-timestamp delta={packet.LocalTimestamp.Delta} tc={(int)packet.LocalTimestamp.Control} form={packet.LocalTimestamp.Form}",
        ItmPacketKind.GlobalTimestamp => WriteGlobal(packet.GlobalTimestamp),
        ItmPacketKind.Extension => packet.Extension.IsPage ? $"extension page={packet.Extension.Value}"
            : $"extension hardware={(packet.Extension.FromHardware ? 1 : 0)} value={packet.Extension.Value:x}",
        ItmPacketKind.EventCounter => $"event-counter flags={(int)packet.Counters}",
        ItmPacketKind.Exception => $"exception number={packet.Exception.Number} {Name(packet.Exception.Function)}",
        ItmPacketKind.PcSample => packet.PcSample.State switch
        {
            PcSampleState.Sleeping => "pc-sample sleeping", PcSampleState.Prohibited => "pc-sample prohibited", _ => $"pc-sample pc={packet.PcSample.Pc:x}",
        },
        ItmPacketKind.DataPc => $"data-pc comparator={packet.Data.Comparator} pc={packet.Data.Value:x}",
        ItmPacketKind.DataAddress => $"data-address comparator={packet.Data.Comparator} address={packet.Data.Value:x}",
        ItmPacketKind.DataValue =>
            $"data-value comparator={packet.Data.Comparator} {(packet.Data.IsWrite ? "write" : "read")} size={packet.Data.SizeInBytes} value={packet.Data.Value:x}",
        ItmPacketKind.DataMatch => $"data-match comparator={packet.Data.Comparator}",
        ItmPacketKind.PerformanceCounter => $"performance-counter flags={packet.Value}",
        ItmPacketKind.Hardware => $"hardware id={packet.Hardware.Discriminator} size={packet.Hardware.SizeInBytes} value={packet.Hardware.Value:x}",
        ItmPacketKind.Malformed => $"malformed {packet.Reason} bytes={packet.SizeInBytes}",
        _ => $"incomplete bytes={packet.SizeInBytes}",
    };

    private static string WriteGlobal(GlobalTimestamp time) =>
        $"global-timestamp part={time.Part} bits={time.Bits} value={time.Value:x}{(time.Wrap ? " wrap" : "")}{(time.ClockChange ? " clock-change" : "")}";

    private static string Name(ExceptionFunction function) => function switch
    {
        ExceptionFunction.Enter => "enter", ExceptionFunction.Exit => "exit", _ => "return",
    };
}
