namespace RspDebug.DebugAdapter.Engine.Image;

/// <summary>Where the target is not seen to hold the image.</summary>
/// <param name="Address">The first such byte.</param>
/// <param name="IsUnreadable">It could not be read; otherwise it has another value.</param>
internal sealed record ImageDifference(uint Address, bool IsUnreadable);
