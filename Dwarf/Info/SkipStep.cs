using RspDebug.Dwarf.Constants;

namespace RspDebug.Dwarf.Info;

/// <summary>Part of the way over a DIE's values: some bytes whose number is known, then one value that tells its own size.</summary>
/// <param name="FixedSize">Bytes to pass over.</param>
/// <param name="Variable">Form of the value behind them; 0 at the end of the DIE.</param>
internal readonly record struct SkipStep(int FixedSize, DwForm Variable)
{
    public static SkipStep[] Plan(ReadOnlySpan<AttributeSpec> attributes)
    {
        SkipStep[] steps = new SkipStep[CountSteps(attributes)];
        int at = 0, pending = 0;
        foreach (ref readonly AttributeSpec spec in attributes)
        {
            if (spec.FixedSize >= 0)
            {
                pending += spec.FixedSize;
                continue;
            }
            steps[at++] = new SkipStep(pending, spec.Form);
            pending = 0;
        }
        if (pending > 0) steps[at] = new SkipStep(pending, default);
        return steps;
    }

    private static int CountSteps(ReadOnlySpan<AttributeSpec> attributes)
    {
        int count = 0, pending = 0;
        foreach (ref readonly AttributeSpec spec in attributes)
        {
            if (spec.FixedSize < 0) count++;
            pending = spec.FixedSize < 0 ? 0 : pending + spec.FixedSize;
        }
        return pending > 0 ? count + 1 : count;
    }
}
