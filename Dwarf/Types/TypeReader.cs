using System.Collections.Immutable;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Types;

/// <summary>Makes <see cref="TypeInfo"/> objects from DIEs. DWARF 5, chapter 5.</summary>
internal static partial class TypeReader
{
    private const int LongestChain = 64;

    /// <summary>The type that <c>DW_AT_type</c> of a DIE (or of its origin) refers to; <c>void</c> without the attribute.</summary>
    public static TypeInfo TypeOf(Die die) => die.Unit.Owner.Guard(() => Follow(die, DwAt.Type), Damaged);

    public static Lazy<TypeInfo> LazyTypeOf(Die die) => new(() => TypeOf(die));

    /// <summary>Makes the object of one type DIE; a damaged description gives a type that says so.</summary>
    public static TypeInfo Read(Die die) => die.Unit.Owner.Guard(() => ReadKind(die), Damaged);

    private static TypeInfo.Unspecified Damaged { get; } = new(null, "<damaged type>");

    // dwz moved it to a file that was not found, or damage leads to no DIE of it.
    private static TypeInfo.Unspecified Moved { get; } = new(null, "<type moved by dwz>");

    private static TypeInfo Follow(Die die, DwAt attribute)
    {
        if (!die.TryGetInherited(attribute, out AttributeValue value)) return TypeInfo.Void;
        return value.TryGetReference(out Die type) ? type.Unit.Owner.GetType(type) : value.IsSupplementaryReference ? Moved : Damaged;
    }

    private static TypeInfo ReadKind(Die die)
    {
        DwTag tag = die.Tag;
        // DWARF 5, 5.7.1: a type that a type unit describes is only a signature here. One that leads to another one is damage.
        if (die.TryGetReference(DwAt.Signature, out Die described) && !described.TryGet(DwAt.Signature, out _)) return die.Unit.Owner.GetType(described);
        switch (tag)
        {
            case DwTag.BaseType: return ReadBase(die);
            case DwTag.UnspecifiedType: return new TypeInfo.Unspecified(die, die.GetString(DwAt.Name) ?? "void");
            case DwTag.Typedef or DwTag.TemplateAlias: return new TypeInfo.Typedef(die, NameOf(die) ?? "(anonymous)", LazyTypeOf(die));
            case DwTag.ConstType or DwTag.ImmutableType: return new TypeInfo.Qualified(die, TypeQualifiers.Const, LazyTypeOf(die));
            case DwTag.VolatileType: return new TypeInfo.Qualified(die, TypeQualifiers.Volatile, LazyTypeOf(die));
            case DwTag.RestrictType: return new TypeInfo.Qualified(die, TypeQualifiers.Restrict, LazyTypeOf(die));
            case DwTag.AtomicType: return new TypeInfo.Qualified(die, TypeQualifiers.Atomic, LazyTypeOf(die));
            case DwTag.PackedType or DwTag.SharedType: return new TypeInfo.Qualified(die, TypeQualifiers.None, LazyTypeOf(die));
            case DwTag.PointerType: return new TypeInfo.Pointer(die, LazyTypeOf(die), SizeOrAddress(die));
            case DwTag.ReferenceType or DwTag.RvalueReferenceType: return new TypeInfo.Reference(die, LazyTypeOf(die), SizeOrAddress(die), tag == DwTag.RvalueReferenceType);
            case DwTag.PtrToMemberType:
                Lazy<TypeInfo> containing = new(() => die.Unit.Owner.Guard(() => Follow(die, DwAt.ContainingType), Damaged));
                return new TypeInfo.PointerToMember(die, LazyTypeOf(die), containing, (ulong)die.Unit.AddressSizeInBytes);
            case DwTag.SubroutineType or DwTag.Subprogram:
                return new TypeInfo.Function(die, LazyTypeOf(die), new Lazy<FunctionParameters>(() => die.Unit.Owner.Guard(() => ReadParameters(die), new FunctionParameters([], false, false, false))));
            case DwTag.ArrayType: return ReadArray(die);
            case DwTag.SubrangeType: return ReadSubrange(die);
            case DwTag.EnumerationType: return ReadEnumeration(die);
            case DwTag.StructureType or DwTag.ClassType or DwTag.UnionType or DwTag.InterfaceType: return ReadStructure(die, tag);
            default: return new TypeInfo.Unspecified(die, die.GetString(DwAt.Name) ?? "<unknown type>");
        }
    }

    private static TypeInfo.Base ReadBase(Die die)
    {
        ulong size = die.GetUnsigned(DwAt.ByteSize) ?? ((die.GetUnsigned(DwAt.BitSize) ?? 0) + 7) / 8;
        string name = die.GetString(DwAt.Name) ?? "<unnamed>";
        return new TypeInfo.Base(die, HasScopes(die.Unit) && !die.Unit.IsCPlusPlus ? name : TypeName.Shorten(name), (DwAte)(die.GetUnsigned(DwAt.Encoding) ?? 0), size);
    }

    private static ulong SizeOrAddress(Die die) => die.GetUnsigned(DwAt.ByteSize) ?? (ulong)die.Unit.AddressSizeInBytes;

    /// <summary>The name of a type: qualified where the language has scopes; null when it has none.</summary>
    private static string? NameOf(Die die)
    {
        string? name = die.GetString(DwAt.Name);
        if (name is null) return null;
        return HasScopes(die.Unit) ? die.Unit.Owner.GetQualifiedName(die) : name;
    }

    private static bool HasScopes(CompilationUnit unit) => unit.IsCPlusPlus || unit.Language is DwLang.Rust or DwLang.D or DwLang.Swift or DwLang.Zig;

    private static FunctionParameters ReadParameters(Die die)
    {
        ImmutableArray<TypeInfo>.Builder types = ImmutableArray.CreateBuilder<TypeInfo>();
        bool isVariadic = false, hasObject = false;
        foreach (Die child in die.Children)
        {
            DwTag tag = child.Tag;
            if (tag == DwTag.UnspecifiedParameters) isVariadic = true;
            if (tag != DwTag.FormalParameter) continue;
            if (types.Count == 0) hasObject = child.HasFlag(DwAt.Artificial);
            TypeInfo type = TypeOf(child);
            // [expr.prim.this]: nothing can be assigned to this.
            if (types.Count == 0 && hasObject && die.Unit.IsCPlusPlus) type = AsConst(type);
            types.Add(type);
        }
        bool isPrototyped = die.HasFlag(DwAt.Prototyped) || die.Unit.Language is not (DwLang.C89 or DwLang.C or DwLang.C99 or DwLang.C11 or DwLang.C17);
        return new FunctionParameters(types.ToImmutable(), isVariadic, isPrototyped, hasObject);
    }

    private static TypeInfo AsConst(TypeInfo type) => type is TypeInfo.Qualified ? type : new TypeInfo.Qualified(null, TypeQualifiers.Const, new Lazy<TypeInfo>(type));

    private static TypeInfo.Array ReadArray(Die die)
    {
        ImmutableArray<ArrayDimension>.Builder dimensions = ImmutableArray.CreateBuilder<ArrayDimension>();
        foreach (Die child in die.Children)
        {
            if (child.Tag is DwTag.SubrangeType or DwTag.EnumerationType or DwTag.GenericSubrange) dimensions.Add(ReadDimension(child));
        }
        if (dimensions.Count == 0) dimensions.Add(new ArrayDimension(0, null));
        return new TypeInfo.Array(die, LazyTypeOf(die), dimensions.ToImmutable(), die.GetUnsigned(DwAt.ByteSize), die.HasFlag(DwAt.GNUVector));
    }

    // A range of a type is that type. One that leads back to itself is damage.
    private static TypeInfo ReadSubrange(Die die)
    {
        for (int i = 0; i < LongestChain; i++)
        {
            if (!die.TryGetInherited(DwAt.Type, out AttributeValue value)) return TypeInfo.Void;
            if (!value.TryGetReference(out die)) return Damaged;
            if (die.Tag != DwTag.SubrangeType) return die.Unit.Owner.GetType(die);
        }
        return Damaged;
    }

    private static ArrayDimension ReadDimension(Die die)
    {
        long lower = die.TryGet(DwAt.LowerBound, out AttributeValue low) && low.IsConstant ? low.AsSigned() : 0;
        if (die.TryGet(DwAt.Count, out AttributeValue count) && count.IsConstant) return new ArrayDimension(lower, (long)count.AsUnsigned());
        if (!die.TryGet(DwAt.UpperBound, out AttributeValue upper) || !upper.IsConstant) return new ArrayDimension(lower, null);
        // An array of no elements has upper bound -1, which producers write in the form's own width.
        long last = upper.Form is DwForm.Sdata or DwForm.ImplicitConst ? upper.AsSigned() : IsAllOnes(upper) ? -1 : (long)upper.AsUnsigned();
        return new ArrayDimension(lower, Math.Max(0, unchecked(last - lower + 1)));
    }

    private static bool IsAllOnes(AttributeValue value) => value.Form switch
    {
        DwForm.Data4 => value.Raw == uint.MaxValue,
        DwForm.Data8 or DwForm.Udata => value.Raw is uint.MaxValue or ulong.MaxValue,
        _ => false,
    };

    private static TypeInfo.Enumeration ReadEnumeration(Die die)
    {
        Lazy<ImmutableArray<Enumerator>> enumerators = new(() => die.Unit.Owner.Guard(() => ReadEnumerators(die), []));
        return new TypeInfo.Enumeration(die, NameOf(die), LazyTypeOf(die), die.GetUnsigned(DwAt.ByteSize), enumerators, die.HasFlag(DwAt.EnumClass));
    }

    private static ImmutableArray<Enumerator> ReadEnumerators(Die die)
    {
        bool isUnsigned = TypeOf(die).Stripped is TypeInfo.Base { IsSigned: false };
        ImmutableArray<Enumerator>.Builder enumerators = ImmutableArray.CreateBuilder<Enumerator>();
        foreach (Die child in die.Children)
        {
            if (child.Tag != DwTag.Enumerator || !child.TryGet(DwAt.ConstValue, out AttributeValue value)) continue;
            enumerators.Add(new Enumerator(child.GetString(DwAt.Name) ?? "", isUnsigned ? (long)value.AsUnsigned() : value.AsConstValue()));
        }
        return enumerators.ToImmutable();
    }
}
