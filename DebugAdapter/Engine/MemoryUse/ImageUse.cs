namespace RspDebug.DebugAdapter.Engine.MemoryUse;

/// <summary>What an image takes of the chip's memories.</summary>
/// <param name="File">The image.</param>
/// <param name="Regions">In ascending order.</param>
/// <param name="Sections">In ascending order.</param>
/// <param name="Symbols">The largest first; a place with several names is there once.</param>
/// <param name="Stack">Null when the vector table does not tell.</param>
internal sealed record ImageUse(
    string File, IReadOnlyList<UsedRegion> Regions, IReadOnlyList<UsedSection> Sections, IReadOnlyList<UsedSymbol> Symbols, StackBounds? Stack)
{
    /// <summary>Code and constants, as <c>size</c> counts them.</summary>
    public long TextInBytes => Sum(SectionKind.Code) + Sum(SectionKind.Constant);

    /// <summary>Variables with a value at the start.</summary>
    public long DataInBytes => Sum(SectionKind.Data);

    /// <summary>What is not in the file.</summary>
    public long BssInBytes => Sum(SectionKind.Zero);

    private long Sum(SectionKind kind) => Sections.Where(section => section.Kind == kind).Sum(static section => (long)section.SizeInBytes);
}
