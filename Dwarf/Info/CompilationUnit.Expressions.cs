using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

// What the unit answers to the needs of an expression of one of its DIEs.
public sealed partial class CompilationUnit
{
    /// <summary>What expressions of the unit's DIEs are to be evaluated with.</summary>
    public ExpressionOptions ExpressionOptions => new()
    {
        AddressSizeInBytes = AddressSizeInBytes,
        Format = Format,
        Version = Version,
        IsBigEndian = Sections.IsBigEndian,
    };

    /// <summary>Entry of the unit's address table, for <see cref="EvaluationStep.NeedsIndexedAddress"/>.</summary>
    /// <param name="index">Index within the unit's part of <c>.debug_addr</c>.</param>
    /// <param name="address">The address.</param>
    /// <returns>False when the table has no such entry.</returns>
    public bool TryGetIndexedAddress(ulong index, out TargetAddress address)
    {
        ulong? value = Owner.Guard<ulong?>(() => ReadIndexedAddress(index), null);
        address = new TargetAddress(value ?? 0);
        return value is not null;
    }

    /// <summary>The DIE at an offset from the start of the unit.</summary>
    /// <param name="unitOffset">As DIEs and expressions of the unit write it.</param>
    /// <param name="die">The DIE.</param>
    /// <returns>False when the offset is outside the unit's DIEs.</returns>
    public bool TryGetDie(ulong unitOffset, out Die die) => TryResolve(DwForm.RefUdata, unitOffset, out die);

    /// <summary>A base type for <see cref="EvaluationStep.NeedsBaseType"/>.</summary>
    /// <param name="unitOffset">Of its DIE, from the start of the unit.</param>
    /// <param name="type">Encoding and size.</param>
    /// <returns>False when no base type is there.</returns>
    public bool TryGetBaseType(ulong unitOffset, out BaseType type)
    {
        type = default;
        if (!TryGetDie(unitOffset, out Die die) || Owner.GetType(die) is not Types.TypeInfo.Base named || named.SizeInBytes is not ({ } size and <= int.MaxValue)) return false;
        type = new BaseType(named.Encoding, (int)size);
        return true;
    }
}
