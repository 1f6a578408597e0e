using RspDebug.Swo.Detection;
using RspDebug.Swo.Tpiu;

namespace RspDebug.Swo;

/// <summary>Settings of a <see cref="SwoDecoder"/>.</summary>
public sealed record SwoDecoderOptions
{
    /// <summary>How packets are framed; <see cref="SwoFormat.Undecided"/>: found out from the first bytes.</summary>
    public SwoFormat Format { get; init; }

    /// <summary>The stream with ITM packets; null: found out, else <see cref="TraceStreamId.UsualItm"/>.</summary>
    public int? ItmStreamId { get; init; }

    /// <summary>Bytes in front of the first frame, 0 to 15; null: found out.</summary>
    public int? FirstFrameOffset { get; init; }

    /// <summary>Whether extension packets move the ports of later software packets.</summary>
    public bool TrackPages { get; init; }

    /// <summary>Whether the additions of Armv8-M are packets.</summary>
    public bool Armv8M { get; init; }
}
