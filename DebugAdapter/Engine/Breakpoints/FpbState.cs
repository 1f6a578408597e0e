using System.Buffers.Binary;
using RspDebug.DebugAdapter.Engine.Memory;

namespace RspDebug.DebugAdapter.Engine.Breakpoints;

/// <summary>The FPB as it stands: FP_CTRL and all instruction comparators.</summary>
/// <param name="IsEnabled">FP_CTRL.ENABLE.</param>
/// <param name="Version">1 or 2.</param>
/// <param name="Comparators">In order.</param>
internal sealed record FpbState(bool IsEnabled, int Version, IReadOnlyList<FpbComparator> Comparators)
{
    private const int HeaderSizeInBytes = (int)(FpbComparator.FirstAddress - ComparatorBudget.FpCtrlAddress), UsualComparators = 8;

    /// <summary>Addresses that make the core halt, by the comparators.</summary>
    public IEnumerable<uint> Armed => Comparators.SelectMany(c => c.Addresses);

    /// <summary>Reads it; null where the server or target does not show an FPB (QEMU reads zeros).</summary>
    public static async ValueTask<FpbState?> ReadAsync(IMemoryLink link, CancellationToken cancellationToken)
    {
        // One read is enough for the eight words that follow FP_CTRL and FP_REMAP on every core up to eight comparators.
        var words = new byte[HeaderSizeInBytes + (4 * UsualComparators)];
        int read = await link.ReadAsync(ComparatorBudget.FpCtrlAddress, words, cancellationToken).ConfigureAwait(false);
        if (read < words.Length || ComparatorBudget.FromFpCtrl(words).CodeComparators is not { } count)
            return null;
        uint control = BinaryPrimitives.ReadUInt32LittleEndian(words);
        int version = control >> 28 == 0 ? 1 : 2;
        var values = new byte[4 * count];
        words.AsSpan(HeaderSizeInBytes, Math.Min(values.Length, 4 * UsualComparators)).CopyTo(values);
        if (count > UsualComparators && await link.ReadAsync(FpbComparator.FirstAddress, values, cancellationToken).ConfigureAwait(false) < values.Length)
            return null;
        return new FpbState((control & 1) != 0, version,
            [.. Enumerable.Range(0, count).Select(i => FpbComparator.Decode(BinaryPrimitives.ReadUInt32LittleEndian(values.AsSpan(4 * i)), version))]);
    }
}
