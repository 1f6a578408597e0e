namespace RspDebug.Dwarf.Info;

/// <summary>Part of the way over a DIE's values: some bytes whose number is known, then one value that tells its own size.</summary>
/// <param name="FixedSize">Bytes to pass over.</param>
/// <param name="Variable">The attribute behind them; form 0 at the end of the DIE.</param>
internal readonly record struct SkipStep(int FixedSize, AttributeSpec Variable)
{
    public static SkipStep[] Plan(ReadOnlySpan<AttributeSpec> attributes)
    {
        List<SkipStep> steps = [];
        int pending = 0;
        foreach (AttributeSpec spec in attributes)
        {
            if (spec.FixedSize >= 0)
            {
                pending += spec.FixedSize;
                continue;
            }
            steps.Add(new SkipStep(pending, spec));
            pending = 0;
        }
        if (pending > 0) steps.Add(new SkipStep(pending, default));
        return [.. steps];
    }
}
