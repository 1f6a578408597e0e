namespace RspDebug.Dwarf.Unwind.Thumb;

/// <summary>A value as the analysis sees it.</summary>
/// <param name="Kind">What the other two mean.</param>
/// <param name="Id">Register of <see cref="SymbolKind.Entry"/>, anchor of <see cref="SymbolKind.Stack"/>.</param>
/// <param name="Number">Distance in bytes, or the constant.</param>
internal readonly record struct SymbolicValue(SymbolKind Kind, int Id = 0, int Number = 0)
{
    public static SymbolicValue Entry(CoreRegister register) => new(SymbolKind.Entry, (int)register);

    public static SymbolicValue Stack(int anchor, int distance) => new(SymbolKind.Stack, anchor, distance);

    public static SymbolicValue Constant(int value) => new(SymbolKind.Constant, 0, value);

    public SymbolicValue Plus(int addend) => Kind is SymbolKind.Stack or SymbolKind.Constant ? this with { Number = unchecked(Number + addend) } : addend == 0 ? this : default;
}
