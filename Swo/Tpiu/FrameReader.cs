namespace RspDebug.Swo.Tpiu;

/// <summary>Takes one frame out of bytes with synchronizations between and inside.</summary>
internal static class FrameReader
{
    public const int FrameSizeInBytes = 16;
    private const int AuxiliaryByte = 15;

    /// <summary>More half synchronizations in one frame than this are not believed, so that no frame grows without an end.</summary>
    private const int MostHalfSynchronizations = 4;

    /// <summary>The most bytes that one frame with a full synchronization in front can take.</summary>
    public const int LargestSizeInBytes = 4 + FrameSizeInBytes + 2 * MostHalfSynchronizations;

    public static bool IsFullSynchronization(ReadOnlySpan<byte> bytes) => bytes.Length >= 4 && bytes[..4].SequenceEqual(FullSynchronization);

    private static ReadOnlySpan<byte> FullSynchronization => [0xff, 0xff, 0xff, 0x7f];

    /// <summary>Reads a frame that begins at <paramref name="at"/>; false when bytes are missing.</summary>
    /// <param name="bytes">The stream.</param>
    /// <param name="at">Where the frame, or half synchronizations before it, begins.</param>
    /// <param name="frame">16 bytes.</param>
    /// <param name="end">Index after the frame.</param>
    /// <param name="halfSynchronizations">How many were taken out.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, int at, Span<byte> frame, out int end, out int halfSynchronizations)
    {
        (end, halfSynchronizations) = (at, 0);
        for (int k = 0; k < FrameSizeInBytes; k += 2)
        {
            // FF 7F at an even place is never content: id 7F does not exist and bit 0 of data is moved to the last byte.
            while (end + 1 < bytes.Length && bytes[end] == 0xff && bytes[end + 1] == 0x7f && halfSynchronizations < MostHalfSynchronizations)
            {
                end += 2;
                halfSynchronizations++;
            }

            if (end + 1 >= bytes.Length) return false;
            frame[k] = bytes[end];
            frame[k + 1] = bytes[end + 1];
            end += 2;
        }

        return true;
    }

    /// <summary>Whether an even byte names a stream.</summary>
    public static bool IsId(ReadOnlySpan<byte> frame, int even) => (frame[even] & 1) != 0;

    /// <summary>The bit of the last byte that belongs to an even byte: the data's bit 0, or "the next byte still belongs to the old stream".</summary>
    public static int Auxiliary(ReadOnlySpan<byte> frame, int even) => frame[AuxiliaryByte] >> (even / 2) & 1;
}
