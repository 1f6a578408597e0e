using System.Collections.Immutable;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Symbols;

/// <summary>A call, and what the caller knows about the arguments: the source of entry values.</summary>
/// <param name="Die">The <c>DW_TAG_call_site</c> (or its GNU form).</param>
/// <param name="ReturnAddress">Instruction behind the call, Thumb bit cleared.</param>
/// <param name="Callee">The function called; null for a call through a pointer.</param>
/// <param name="IsTailCall">The call does not come back here.</param>
/// <param name="Parameters">Arguments whose value at the call can be computed.</param>
/// <remarks>DWARF 5, 3.4.</remarks>
public sealed record CallSite(Die Die, CodeAddress ReturnAddress, Die? Callee, bool IsTailCall, ImmutableArray<CallSiteParameter> Parameters)
{
    /// <summary>The expression that gives the value a place had when the callee was entered.</summary>
    /// <param name="location">The place, as the operand of <c>DW_OP_entry_value</c> names it: usually one <c>DW_OP_regN</c>, or a <c>DW_OP_regval_type</c>.</param>
    /// <param name="value">Expression to evaluate in the caller's frame, in the caller's unit.</param>
    public bool TryFindEntryValue(ReadOnlySpan<byte> location, out ReadOnlyMemory<byte> value)
    {
        int? register = RegisterOf(location);
        foreach (CallSiteParameter parameter in Parameters)
        {
            // GCC asks for a typed register where the call site names the plain one.
            if (!parameter.Location.Span.SequenceEqual(location) && (register is null || RegisterOf(parameter.Location.Span) != register)) continue;
            value = parameter.Value;
            return true;
        }
        value = default;
        return false;
    }

    /// <summary>Whether a function may be the one that is called here: false says that another one was, which then jumped to it.</summary>
    /// <param name="function">The function that a debugger finds above this call.</param>
    /// <remarks>Overloads have one name, as have the forms of a constructor: their linked names and the symbols' addresses tell them apart.</remarks>
    public bool MayCall(FunctionInfo function)
    {
        if (Callee is not { } callee) return true;
        DebugInfo info = callee.Unit.Owner;
        if (info.GetQualifiedName(callee) != info.GetQualifiedName(function.Die)) return false;
        string? linked = callee.ReadLinkageName();
        return linked is null || linked == function.LinkageName || !info.Image.Symbols.TryFind(linked, out ElfSymbol symbol) || symbol.CodeAddress == function.EntryPoint;
    }

    // The register that is all of a location.
    private static int? RegisterOf(ReadOnlySpan<byte> location)
    {
        if (location.IsEmpty) return null;
        var reader = new SectionReader(location, SectionId.Expression);
        var operation = (DwOp)reader.ReadByte();
        int? register = operation switch
        {
            >= DwOp.Reg0 and <= DwOp.Reg31 => operation - DwOp.Reg0,
            DwOp.Regx or DwOp.RegvalType or DwOp.GnuRegvalType => reader.ReadUleb128AsInt32(),
            _ => null,
        };
        if (operation is DwOp.RegvalType or DwOp.GnuRegvalType) reader.ReadUleb128();
        return reader.IsAtEnd ? register : null;
    }
}
