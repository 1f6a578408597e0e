using System.Collections.Immutable;

namespace RspDebug.Dwarf.Types;

/// <summary>The part of a structure that depends on a discriminant: a Rust enum with data.</summary>
/// <param name="Discriminant">Member whose value selects; null when there is but one variant.</param>
/// <param name="Variants">The alternatives, in order of declaration.</param>
/// <remarks>DWARF 5, 5.7.10.</remarks>
public sealed record VariantPart(MemberInfo? Discriminant, ImmutableArray<Variant> Variants)
{
    /// <summary>The variant that a discriminant selects; the default one when no other fits; null when there is no default.</summary>
    /// <param name="discriminant">The value, zero-extended.</param>
    public Variant? Select(ulong discriminant)
    {
        Variant? fallback = null;
        foreach (Variant variant in Variants)
        {
            if (variant.IsDefault) fallback = variant;
            foreach ((ulong first, ulong last) in variant.Values)
            {
                if (discriminant >= first && discriminant <= last) return variant;
            }
        }
        return fallback;
    }
}
