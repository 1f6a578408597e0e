namespace RspDebug.DebugAdapter.Engine.MemoryUse;

/// <summary>A memory of the chip, and how much of it an image takes.</summary>
/// <param name="Name">Such as <c>flash</c>.</param>
/// <param name="Start">First address.</param>
/// <param name="SizeInBytes">Its size; null when nobody said.</param>
internal sealed record UsedRegion(string Name, ulong Start, ulong? SizeInBytes)
{
    /// <summary>Bytes of all sections in it.</summary>
    public ulong UsedInBytes { get; init; }

    /// <summary>First address after the last section in it; <see cref="Start"/> when there is none.</summary>
    public ulong EndOfUse { get; init; }

    /// <summary>The sections do not fit.</summary>
    public bool IsTooSmall => SizeInBytes is { } size && EndOfUse > Start + size;

    /// <summary>How much of it is used; null when its size is not known.</summary>
    public double? Percent => SizeInBytes is { } size and > 0 ? 100.0 * UsedInBytes / size : null;
}
