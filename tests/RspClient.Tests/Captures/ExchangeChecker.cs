using System.Globalization;
using System.Text;
using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Tests.Captures;

/// <summary>Gives a captured reply to the request type that stands for the captured request.</summary>
internal static class ExchangeChecker
{
    private static readonly byte[] Buffer = new byte[64 * 1024];

    /// <summary>True when the typed request understands the reply; null when no request type of ours sends such a packet.</summary>
    public static bool? Understands(string request, byte[] reply)
    {
        if (request.Length == 0) return null;
        return request[0] switch
        {
            'g' => Parse<ReadRegistersRequest, DataReply>(new(Buffer.AsMemory(0, 4096), Buffer.AsMemory(4096, 4096)), reply),
            'p' => Parse<ReadRegisterRequest, DataReply>(new(0, Buffer.AsMemory(0, 16), Buffer.AsMemory(16, 16)), reply),
            'm' => Parse<ReadMemoryRequest, DataReply>(new(default, Buffer.AsMemory(0, LengthOf(request))), reply),
            'M' or 'X' => Parse<WriteMemoryRequest, Acknowledgement>(default, reply),
            'P' or 'G' => Parse<WriteRegisterRequest, Acknowledgement>(default, reply),
            'Z' or 'z' => Parse<InsertBreakpointRequest, Acknowledgement>(default, reply),
            'H' => Parse<SelectThreadRequest, Acknowledgement>(default, reply),
            '!' => Parse<ExtendedModeRequest, Acknowledgement>(default, reply),
            'D' => Parse<DetachRequest, Acknowledgement>(default, reply),
            '?' or 'c' or 's' => Parse<HaltReasonRequest, ResumeOutcome>(default, reply),
            _ => UnderstandsNamed(request, reply),
        };
    }

    private static bool? UnderstandsNamed(string request, byte[] reply)
    {
        int end = request.IndexOfAny([':', ';', ',']);
        return (end < 0 ? request : request[..end]) switch
        {
            "qSupported" => Parse<SupportedRequest, SupportedFeatures>(default, reply),
            "QStartNoAckMode" => Parse<StartNoAckModeRequest, Acknowledgement>(default, reply),
            "vMustReplyEmpty" => Parse<MustReplyEmptyRequest, Acknowledgement>(default, reply),
            "qXfer" => Parse<TransferReadRequest, TransferChunk>(default, reply),
            "vCont?" => Parse<ResumeActionsRequest, ResumeActions>(default, reply),
            "vCont" or "vAttach" or "vRun" => Parse<HaltReasonRequest, ResumeOutcome>(default, reply),
            "qC" => Parse<CurrentThreadRequest, string?>(default, reply),
            "qfThreadInfo" or "qsThreadInfo" => Parse<ThreadListRequest, System.Collections.Immutable.ImmutableArray<string>>(default, reply),
            "qRcmd" => Parse<MonitorRequest, MonitorReply>(default, reply),
            "qCRC" => Parse<ChecksumRequest, ChecksumReply>(default, reply),
            "vFlashErase" or "vFlashWrite" or "vFlashDone" => Parse<FlashDoneRequest, Acknowledgement>(default, reply),
            _ => null,
        };
    }

    /// <summary>The payloads of all good packets in captured bytes, and how many damaged ones there were.</summary>
    public static (List<byte[]> Packets, int Damaged) Decode(byte[] bytes)
    {
        var decoder = new PacketDecoder();
        var packets = new List<byte[]>();
        int damaged = 0;
        decoder.Push(bytes);
        while (decoder.TryRead(out PacketFrame frame))
        {
            if (frame.Kind is FrameKind.Packet or FrameKind.Notification) packets.Add(frame.Payload.ToArray());
            else if (frame.Kind is not (FrameKind.Ack or FrameKind.Nak)) damaged++;
        }

        return (packets, damaged);
    }

    public static string ToText(byte[] payload) => Encoding.Latin1.GetString(payload);

    private static bool Parse<TRequest, TReply>(TRequest request, byte[] reply)
        where TRequest : IRequest<TReply> => request.TryParse(reply, out _);

    private static int LengthOf(string request) => int.Parse(request.AsSpan(request.IndexOf(',', StringComparison.Ordinal) + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
