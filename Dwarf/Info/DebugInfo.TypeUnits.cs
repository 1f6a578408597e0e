namespace RspDebug.Dwarf.Info;

public sealed partial class DebugInfo
{
    private Dictionary<ulong, CompilationUnit>? _typeUnitsBySignature;

    /// <summary>The type that a signature names (<c>DW_FORM_ref_sig8</c>). DWARF 5, 7.32.</summary>
    internal bool TryFindTypeUnit(ulong signature, out Die type)
    {
        type = default;
        lock (_gate) _typeUnitsBySignature ??= IndexTypeUnits();
        if (!_typeUnitsBySignature.TryGetValue(signature, out CompilationUnit? unit) || unit.TypeDie is not { } die) return false;
        type = die;
        return true;
    }

    private Dictionary<ulong, CompilationUnit> IndexTypeUnits()
    {
        Dictionary<ulong, CompilationUnit> index = [];
        foreach (CompilationUnit unit in Units.Concat(TypeUnits))
        {
            if (unit.IsTypeUnit) index.TryAdd(unit.Signature, unit);
        }
        return index;
    }
}
