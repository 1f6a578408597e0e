using System.Collections.Immutable;

namespace RspDebug.Dwarf.Types;

/// <summary>One alternative of a <see cref="VariantPart"/>.</summary>
/// <param name="Values">Discriminants that select it, as ranges with both ends included; empty for the default.</param>
/// <param name="Members">Its members; Rust has one, whose type holds the fields.</param>
public sealed record Variant(ImmutableArray<(ulong First, ulong Last)> Values, ImmutableArray<MemberInfo> Members)
{
    /// <summary>Selected when no other variant is (a niche in Rust).</summary>
    public bool IsDefault => Values.IsEmpty;
}
