using System.Buffers.Binary;
using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Memory;

namespace RspDebug.DebugAdapter.Engine.Audit.Breakpoints;

/// <summary>The FPB as it stands: FP_CTRL and all instruction comparators.</summary>
/// <param name="IsEnabled">FP_CTRL.ENABLE.</param>
/// <param name="Version">1 or 2.</param>
/// <param name="Comparators">In order.</param>
internal sealed record FpbState(bool IsEnabled, int Version, IReadOnlyList<FpbComparator> Comparators)
{
    /// <summary>Addresses that make the core halt, by the comparators.</summary>
    public IEnumerable<uint> Armed => Comparators.SelectMany(c => c.Addresses);

    /// <summary>Reads it; null where the server or target does not show an FPB (QEMU reads zeros).</summary>
    public static async ValueTask<FpbState?> ReadAsync(IMemoryLink link, CancellationToken cancellationToken)
    {
        var word = new byte[4];
        int read = await link.ReadAsync(ComparatorBudget.FpCtrlAddress, word, cancellationToken).ConfigureAwait(false);
        ComparatorBudget budget = ComparatorBudget.FromFpCtrl(word.AsSpan(0, read));
        if (budget.CodeComparators is not { } count)
            return null;
        uint control = BinaryPrimitives.ReadUInt32LittleEndian(word);
        int version = control >> 28 == 0 ? 1 : 2;
        var values = new byte[4 * count];
        if (await link.ReadAsync(FpbComparator.FirstAddress, values, cancellationToken).ConfigureAwait(false) < values.Length)
            return null;
        return new FpbState((control & 1) != 0, version,
            [.. Enumerable.Range(0, count).Select(i => FpbComparator.Decode(BinaryPrimitives.ReadUInt32LittleEndian(values.AsSpan(4 * i)), version))]);
    }
}
