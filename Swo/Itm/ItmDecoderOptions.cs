namespace RspDebug.Swo.Itm;

/// <summary>Settings of a decoder.</summary>
public sealed record ItmDecoderOptions
{
    /// <summary>
    /// Whether extension packets move the ports of later software packets (page * 32 + port). Off by default: in a damaged stream a forged
    /// page spoils every port until the next synchronization; when on, a malformed packet drops the page.
    /// </summary>
    public bool TrackPages { get; init; }

    /// <summary>
    /// Whether the additions of Armv8-M (DDI0553) are packets: data match, addresses of 1 and 4 bytes, performance counters. Off by default: on
    /// Armv7-M a hardware packet of a wrong size is a strong sign of damage.
    /// </summary>
    public bool Armv8M { get; init; }
}
