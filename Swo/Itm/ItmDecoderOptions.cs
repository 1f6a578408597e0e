namespace RspDebug.Swo.Itm;

/// <summary>Settings of a decoder.</summary>
public sealed record ItmDecoderOptions
{
    /// <summary>
    /// Whether extension packets move the ports of later software packets (page * 32 + port). Off by default: in a damaged stream a forged
    /// page spoils every port until the next synchronization; when on, a malformed packet drops the page.
    /// </summary>
    public bool TrackPages { get; init; }
}
