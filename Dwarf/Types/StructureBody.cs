using System.Collections.Immutable;
using RspDebug.Dwarf.Info;

namespace RspDebug.Dwarf.Types;

/// <summary>What stands between the braces of a structure.</summary>
/// <param name="Members">Data members in order of declaration.</param>
/// <param name="Bases">Base classes in order of declaration.</param>
/// <param name="StaticMembers">Declarations of static data members.</param>
/// <param name="VariantPart">The discriminated part; null outside Rust.</param>
/// <param name="TemplateArguments">Arguments of the template that it was made from, packs laid out.</param>
internal sealed record StructureBody(ImmutableArray<MemberInfo> Members, ImmutableArray<BaseClassInfo> Bases, ImmutableArray<Die> StaticMembers, VariantPart? VariantPart, ImmutableArray<TemplateArgument> TemplateArguments)
{
    public static readonly StructureBody Empty = new([], [], [], null, []);
}
