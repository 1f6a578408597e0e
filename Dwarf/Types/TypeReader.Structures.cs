using System.Collections.Immutable;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Types;

internal static partial class TypeReader
{
    private static TypeInfo ReadStructure(Die die, DwTag tag)
    {
        bool isDeclaration = die.HasFlag(DwAt.Declaration);
        if (isDeclaration && die.GetString(DwAt.Name) is not null && die.Unit.Owner.FindDefinition(die, tag) is { } definition) return definition.Unit.Owner.GetType(definition);
        StructureKind kind = tag switch { DwTag.UnionType => StructureKind.Union, DwTag.ClassType => StructureKind.Class, _ => StructureKind.Struct };
        Lazy<StructureBody> body = new(() => die.Unit.Owner.Guard(() => ReadBody(die, kind), StructureBody.Empty));
        ulong? size = isDeclaration ? null : die.GetUnsigned(DwAt.ByteSize);
        return new TypeInfo.Structure(die, kind, NameOf(die), size, isDeclaration, body);
    }

    private static StructureBody ReadBody(Die die, StructureKind kind)
    {
        ImmutableArray<MemberInfo>.Builder members = ImmutableArray.CreateBuilder<MemberInfo>();
        ImmutableArray<BaseClassInfo>.Builder bases = ImmutableArray.CreateBuilder<BaseClassInfo>();
        ImmutableArray<Die>.Builder statics = ImmutableArray.CreateBuilder<Die>();
        ImmutableArray<TemplateArgument>.Builder arguments = ImmutableArray.CreateBuilder<TemplateArgument>();
        VariantPart? variants = null;
        foreach (Die child in die.Children)
        {
            switch (child.Tag)
            {
                // DWARF 5, 5.7.7 makes static members variables; before they are external members. A union's members need no place.
                case DwTag.Member when child.HasFlag(DwAt.External) || (child.HasFlag(DwAt.Declaration) && kind != StructureKind.Union): statics.Add(child); break;
                case DwTag.Variable: statics.Add(child); break;
                case DwTag.Member: members.Add(ReadMember(child)); break;
                case DwTag.Inheritance: bases.Add(ReadInheritance(child, kind)); break;
                case DwTag.VariantPart: variants ??= ReadVariants(child); break;
                case DwTag.TemplateTypeParameter or DwTag.TemplateValueParameter: arguments.Add(ReadArgument(child)); break;
                case DwTag.GNUTemplateParameterPack: ReadPack(child, arguments); break;
                default: break;
            }
        }
        return new StructureBody(members.ToImmutable(), bases.ToImmutable(), statics.ToImmutable(), variants, arguments.ToImmutable());
    }

    private static void ReadPack(Die pack, ImmutableArray<TemplateArgument>.Builder arguments)
    {
        foreach (Die child in pack.Children)
        {
            if (child.Tag is DwTag.TemplateTypeParameter or DwTag.TemplateValueParameter) arguments.Add(ReadArgument(child));
        }
    }

    private static TemplateArgument ReadArgument(Die die) =>
        new(die.GetString(DwAt.Name), TypeOf(die), die.TryGet(DwAt.ConstValue, out AttributeValue value) && value.IsConstant ? value.AsConstValue() : null);

    private static MemberInfo ReadMember(Die die)
    {
        Lazy<TypeInfo> type = LazyTypeOf(die);
        int? bitSize = die.GetUnsigned(DwAt.BitSize) is { } bits ? (int)Math.Min(bits, int.MaxValue) : null;
        return new MemberInfo(die, die.GetString(DwAt.Name), type)
        {
            BitSize = bitSize,
            BitOffset = BitOffsetOf(die, type, bitSize),
            IsArtificial = die.HasFlag(DwAt.Artificial),
        };
    }

    private static long BitOffsetOf(Die die, Lazy<TypeInfo> type, int? bitSize)
    {
        long bytes = TryReadOffset(die, out long offset, out _) ? offset : 0;
        if (die.TryGet(DwAt.DataBitOffset, out AttributeValue fromStart)) return unchecked((8 * bytes) + (long)fromStart.AsUnsigned());
        if (bitSize is null || !die.TryGet(DwAt.BitOffset, out AttributeValue fromTop)) return unchecked(8 * bytes);
        // DWARF 3, 5.5.6: counted from the most significant bit of a storage unit; a negative value reaches beyond it (LLVM).
        if (die.Unit.Sections.IsBigEndian) return unchecked((8 * bytes) + fromTop.AsSigned());
        long storage = (long)(die.GetUnsigned(DwAt.ByteSize) ?? type.Value.SizeInBytes ?? 0);
        return unchecked((8 * bytes) + (8 * storage) - SignedBitOffset(fromTop) - bitSize.Value);
    }

    // Producers use data1 for 0 to 255 and sdata, or all of data4 or data8, for negative ones.
    private static long SignedBitOffset(AttributeValue value) => value.Form is DwForm.Data1 or DwForm.Data2 ? (long)value.Raw : value.AsSigned();

    /// <summary>Reads <c>DW_AT_data_member_location</c>; false when only the object can tell (a virtual base).</summary>
    private static bool TryReadOffset(Die die, out long offset, out ReadOnlyMemory<byte> expression)
    {
        offset = 0;
        expression = default;
        if (!die.TryGet(DwAt.DataMemberLocation, out AttributeValue value)) return true;
        if (!value.IsBlock)
        {
            offset = value.Form == DwForm.Sdata ? value.AsSigned() : (long)value.AsUnsigned();
            return true;
        }
        // DWARF 2 has no constants here: plus_uconst on the object's address stands for one.
        expression = value.AsBlock();
        SectionReader reader = new(expression.Span, SectionId.Expression, die.Unit.Sections.IsBigEndian);
        if (reader.IsAtEnd || (DwOp)reader.ReadByte() != DwOp.PlusUconst) return false;
        offset = (long)reader.ReadUleb128();
        return reader.IsAtEnd;
    }

    private static BaseClassInfo ReadInheritance(Die die, StructureKind kind)
    {
        // DWARF 5, 5.7.3: without the attribute, private in a class and public elsewhere; before DWARF 3, always private.
        Accessibility usual = kind == StructureKind.Class || die.Unit.Version < 3 ? Accessibility.Private : Accessibility.Public;
        Accessibility access = die.GetUnsigned(DwAt.Accessibility) is >= 1 and <= 3 and var given ? (Accessibility)given : usual;
        bool isVirtual = die.GetUnsigned(DwAt.Virtuality) is > 0;
        bool isFixed = TryReadOffset(die, out long offset, out ReadOnlyMemory<byte> expression);
        return new BaseClassInfo(LazyTypeOf(die)) { ByteOffset = isFixed && !isVirtual ? offset : null, LocationExpression = expression, IsVirtual = isVirtual, Access = access };
    }

    private static VariantPart ReadVariants(Die die)
    {
        MemberInfo? discriminant = die.TryGetReference(DwAt.Discr, out Die member) ? ReadMember(member) : null;
        ImmutableArray<Variant>.Builder variants = ImmutableArray.CreateBuilder<Variant>();
        foreach (Die child in die.Children)
        {
            if (child.Tag != DwTag.Variant) continue;
            ImmutableArray<MemberInfo>.Builder members = ImmutableArray.CreateBuilder<MemberInfo>();
            foreach (Die inner in child.Children)
            {
                if (inner.Tag == DwTag.Member) members.Add(ReadMember(inner));
            }
            variants.Add(new Variant(ReadDiscriminants(child), members.ToImmutable()));
        }
        return new VariantPart(discriminant, variants.ToImmutable());
    }

    private static ImmutableArray<(ulong First, ulong Last)> ReadDiscriminants(Die variant)
    {
        if (variant.TryGet(DwAt.DiscrValue, out AttributeValue value))
        {
            // A 128-bit discriminant comes as a block; its low half tells the variants of real enums apart.
            ulong one = value.IsBlock ? LowHalf(value, variant.Unit.Sections.IsBigEndian) : value.AsUnsigned();
            return [(one, one)];
        }
        if (!variant.TryGet(DwAt.DiscrList, out AttributeValue list) || !list.IsBlock) return [];
        // DWARF 5, 7.5.8: descriptor 0 and a value, or 1 and both ends of a range.
        ImmutableArray<(ulong, ulong)>.Builder ranges = ImmutableArray.CreateBuilder<(ulong, ulong)>();
        SectionReader reader = new(list.AsBlock().Span, SectionId.DebugInfo, variant.Unit.Sections.IsBigEndian);
        while (!reader.IsAtEnd)
        {
            bool isRange = reader.ReadByte() == 1;
            ulong first = reader.ReadUleb128();
            ranges.Add((first, isRange ? reader.ReadUleb128() : first));
        }
        return ranges.ToImmutable();
    }

    private static ulong LowHalf(AttributeValue value, bool isBigEndian)
    {
        ReadOnlySpan<byte> bytes = value.AsBlock().Span;
        ulong number = 0;
        for (int i = 0; i < Math.Min(bytes.Length, 8); i++) number |= (ulong)(isBigEndian ? bytes[^(i + 1)] : bytes[i]) << (8 * i);
        return number;
    }
}
