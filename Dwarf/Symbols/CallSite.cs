using System.Collections.Immutable;
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
    /// <param name="location">The place, as the operand of <c>DW_OP_entry_value</c> names it: usually one <c>DW_OP_regN</c>.</param>
    /// <param name="value">Expression to evaluate in the caller's frame, in the caller's unit.</param>
    public bool TryFindEntryValue(ReadOnlySpan<byte> location, out ReadOnlyMemory<byte> value)
    {
        foreach (CallSiteParameter parameter in Parameters)
        {
            if (!parameter.Location.Span.SequenceEqual(location)) continue;
            value = parameter.Value;
            return true;
        }
        value = default;
        return false;
    }
}
