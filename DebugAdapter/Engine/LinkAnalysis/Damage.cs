using System.Globalization;

namespace RspDebug.DebugAdapter.Engine.LinkAnalysis;

/// <summary>Tells what happened to a damaged packet by the good one that followed.</summary>
internal static class Damage
{
    /// <summary>A sentence such as "Byte 3 was lost."; empty when the two have too little in common.</summary>
    /// <param name="damaged">The payload as it came.</param>
    /// <param name="good">The payload as it should have been.</param>
    public static string Describe(ReadOnlySpan<byte> damaged, ReadOnlySpan<byte> good)
    {
        int front = damaged.CommonPrefixLength(good);
        int shorter = Math.Min(damaged.Length, good.Length), back = 0;
        while (back < shorter - front && damaged[^(back + 1)] == good[^(back + 1)]) back++;
        int more = damaged.Length - front - back, less = good.Length - front - back;
        // Nothing in common: another packet altogether.
        if (front + back < good.Length / 2) return "";
        return (more, less) switch
        {
            (0, 0) => "Its checksum was hit.",
            (0, 1) => Text($"Byte {front + 1} of {good.Length} was lost."),
            (0, _) => Text($"{less} bytes from byte {front + 1} on were lost."),
            (1, 0) when front > 0 && damaged[front] == damaged[front - 1] => Text($"Byte {front} came twice."),
            (_, 0) => Text($"{more} bytes too many came behind byte {front}."),
            (1, 1) => Text($"Byte {front + 1} was 0x{damaged[front]:x2} in place of 0x{good[front]:x2}."),
            _ => Text($"Bytes {front + 1} to {front + less} were changed."),
        };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
