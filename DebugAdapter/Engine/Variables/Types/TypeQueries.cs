using System.Diagnostics.CodeAnalysis;
using RspDebug.DebugAdapter.Engine.Expressions.Arithmetic;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Types;

/// <summary>What C asks of a type, seen through typedefs and qualifiers.</summary>
internal static class TypeQueries
{
    /// <summary>The type without typedefs and qualifiers.</summary>
    public static TypeInfo Bare(this TypeInfo type) => type.Stripped;

    public static bool IsVoid(this TypeInfo type) => type.Bare() is TypeInfo.Unspecified;

    public static bool IsFunction(this TypeInfo type) => type.Bare() is TypeInfo.Function;

    public static bool IsPointer(this TypeInfo type) => type.Bare() is TypeInfo.Pointer;

    public static bool IsStructure(this TypeInfo type) => type.Bare() is TypeInfo.Structure;

    /// <summary>The type that an expression of this type has: references are followed.</summary>
    public static TypeInfo ReferredType(this TypeInfo type) => type.TryGetReferred(out TypeInfo? target) ? target : type;

    public static bool TryGetReferred(this TypeInfo type, [NotNullWhen(true)] out TypeInfo? target)
    {
        target = (type.Bare() as TypeInfo.Reference)?.Target;
        return target is not null;
    }

    public static bool TryGetPointee(this TypeInfo type, [NotNullWhen(true)] out TypeInfo? target)
    {
        target = (type.Bare() as TypeInfo.Pointer)?.Target;
        return target is not null;
    }

    /// <summary>The element type of an array; for <c>int [2][3]</c> that is <c>int [3]</c>.</summary>
    /// <param name="type">The type.</param>
    /// <param name="element">Its element type.</param>
    /// <param name="count">Number of elements; null when the image does not say.</param>
    public static bool TryGetElement(this TypeInfo type, [NotNullWhen(true)] out TypeInfo? element, out long? count)
    {
        (element, count) = (null, null);
        if (type.Bare() is not TypeInfo.Array array) return false;
        count = array.Dimensions[0].Count;
        element = array.ElementAfterFirstIndex;
        return true;
    }

    /// <summary>Size in bytes; null for incomplete types and functions.</summary>
    public static long? KnownSize(this TypeInfo type) => type.Bare().SizeInBytes is { } size and <= int.MaxValue ? (long)size : null;

    /// <summary>The arithmetic type of a number, character, boolean or enumeration; null for other types.</summary>
    public static ArithmeticType? AsArithmetic(this TypeInfo type) => type.Bare() switch
    {
        TypeInfo.Base { SizeInBytes: 1 or 2 or 4 or 8 } number => OfBase(number),
        TypeInfo.Enumeration { SizeInBytes: 1 or 2 or 4 or 8 } enumeration => OfEnumeration(enumeration),
        _ => null,
    };

    /// <summary>True for what has one byte order as a whole: numbers, characters, enumerations, pointers, references.</summary>
    public static bool IsWord(this TypeInfo type) => type.Bare() is TypeInfo.Base or TypeInfo.Enumeration or TypeInfo.Pointer or TypeInfo.Reference;

    /// <summary>True for the character types, whose values are shown as characters too.</summary>
    public static bool IsCharacter(this TypeInfo type) =>
        type.Bare() is TypeInfo.Base { Encoding: DwAte.SignedChar or DwAte.UnsignedChar or DwAte.Utf or DwAte.Ascii or DwAte.Ucs };

    /// <summary>The same type for assignment: units of one image describe one type several times.</summary>
    public static bool IsSameAs(this TypeInfo left, TypeInfo right)
    {
        (TypeInfo a, TypeInfo b) = (left.Bare(), right.Bare());
        return ReferenceEquals(a, b) || (a.GetType() == b.GetType() && a.Name == b.Name && a.SizeInBytes == b.SizeInBytes);
    }

    /// <summary>The parts of a class's qualified name; a template keeps its arguments.</summary>
    public static string[] SplitName(TypeInfo type) => CppNames.Split((type.Bare() as TypeInfo.Structure)?.TagName ?? "");

    private static ArithmeticType? OfBase(TypeInfo.Base type)
    {
        int size = (int)(type.SizeInBytes ?? 0);
        ArithmeticKind kind = type.Encoding switch
        {
            DwAte.Boolean => ArithmeticKind.Boolean,
            DwAte.Float => ArithmeticKind.Floating,
            DwAte.Signed or DwAte.SignedChar => ArithmeticKind.Signed,
            _ => ArithmeticKind.Unsigned,
        };
        if (type.Encoding is DwAte.ComplexFloat or DwAte.ImaginaryFloat or DwAte.PackedDecimal or DwAte.DecimalFloat or DwAte.SignedFixed or DwAte.UnsignedFixed) return null;
        if (kind == ArithmeticKind.Floating && size == 1) return null;
        return new ArithmeticType(type.Name, kind, size, RankOf(type.Name, kind, size));
    }

    // C11, 6.3.1.1. The spelling decides between int and long, which have the same size.
    private static int RankOf(string name, ArithmeticKind kind, int size) => kind switch
    {
        ArithmeticKind.Boolean => ArithmeticType.Bool.Rank,
        ArithmeticKind.Floating => size switch { 2 => ArithmeticType.Half.Rank, 4 => ArithmeticType.Float.Rank, _ => name == "long double" ? ArithmeticType.LongDouble.Rank : ArithmeticType.Double.Rank },
        _ => size switch
        {
            1 => ArithmeticType.Char.Rank,
            2 => ArithmeticType.Short.Rank,
            8 => ArithmeticType.LongLong.Rank,
            _ => name.Contains("long", StringComparison.Ordinal) ? ArithmeticType.Long.Rank : ArithmeticType.Int.Rank,
        },
    };

    private static ArithmeticType OfEnumeration(TypeInfo.Enumeration type)
    {
        int size = (int)(type.SizeInBytes ?? 4);
        int rank = size switch { 1 => ArithmeticType.Char.Rank, 2 => ArithmeticType.Short.Rank, 8 => ArithmeticType.LongLong.Rank, _ => ArithmeticType.Int.Rank };
        return new ArithmeticType(type.Name, type.IsSigned ? ArithmeticKind.Signed : ArithmeticKind.Unsigned, size, rank);
    }
}
