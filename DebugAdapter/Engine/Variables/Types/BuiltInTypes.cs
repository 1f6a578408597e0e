using RspDebug.DebugAdapter.Engine.Expressions.Arithmetic;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Types;

/// <summary>Types that exist without the image's help: those of literals and results, and those made from others by <c>*</c>, <c>[]</c> and <c>&amp;</c>.</summary>
internal static class BuiltInTypes
{
    /// <summary>Pointers of a Cortex-M.</summary>
    public const int PointerSizeInBytes = 4;

    private static readonly Dictionary<string, ArithmeticType> Arithmetic = new[]
    {
        ArithmeticType.Bool, ArithmeticType.Char, ArithmeticType.SignedChar, ArithmeticType.UnsignedChar, ArithmeticType.Short, ArithmeticType.UnsignedShort,
        ArithmeticType.Int, ArithmeticType.UnsignedInt, ArithmeticType.Long, ArithmeticType.UnsignedLong, ArithmeticType.LongLong, ArithmeticType.UnsignedLongLong,
        ArithmeticType.Half, ArithmeticType.Float, ArithmeticType.Double, ArithmeticType.LongDouble,
    }.ToDictionary(t => t.Name, StringComparer.Ordinal);

    private static readonly Dictionary<string, TypeInfo> Bases = Arithmetic.Values.ToDictionary(t => t.Name, Make, StringComparer.Ordinal);

    // stdint.h of arm-none-eabi: 32-bit types are long there.
    private static readonly Dictionary<string, TypeInfo> Standard = new(StringComparer.Ordinal)
    {
        ["int8_t"] = Alias("int8_t", "signed char"), ["uint8_t"] = Alias("uint8_t", "unsigned char"),
        ["int16_t"] = Alias("int16_t", "short"), ["uint16_t"] = Alias("uint16_t", "unsigned short"),
        ["int32_t"] = Alias("int32_t", "long"), ["uint32_t"] = Alias("uint32_t", "unsigned long"),
        ["int64_t"] = Alias("int64_t", "long long"), ["uint64_t"] = Alias("uint64_t", "unsigned long long"),
        ["intmax_t"] = Alias("intmax_t", "long long"), ["uintmax_t"] = Alias("uintmax_t", "unsigned long long"),
        ["intptr_t"] = Alias("intptr_t", "int"), ["uintptr_t"] = Alias("uintptr_t", "unsigned int"),
        ["ssize_t"] = Alias("ssize_t", "int"), ["size_t"] = Alias("size_t", "unsigned int"), ["ptrdiff_t"] = Alias("ptrdiff_t", "int"),
    };

    private static readonly Dictionary<string, TypeInfo> Characters = new(StringComparer.Ordinal)
    {
        ["char8_t"] = TypeInfo.Base.Create("char8_t", DwAte.Utf, 1),
        ["char16_t"] = TypeInfo.Base.Create("char16_t", DwAte.Utf, 2),
        ["char32_t"] = TypeInfo.Base.Create("char32_t", DwAte.Utf, 4),
        ["wchar_t"] = TypeInfo.Base.Create("wchar_t", DwAte.Unsigned, 4),
    };

    /// <summary><c>void</c></summary>
    public static TypeInfo Void => TypeInfo.Void;

    /// <summary><c>_Bool</c></summary>
    public static TypeInfo BoolOfC { get; } = TypeInfo.Base.Create("_Bool", DwAte.Boolean, 1);

    /// <summary>The type of a computed number.</summary>
    public static TypeInfo Of(ArithmeticType type) => Bases.TryGetValue(type.Name, out TypeInfo? known) ? known : Make(type);

    /// <summary>The type of a character literal.</summary>
    /// <param name="sizeInBytes">1, 2 or 4.</param>
    public static TypeInfo Character(int sizeInBytes) =>
        sizeInBytes switch { 1 => Of(ArithmeticType.Char), 2 => Characters["char16_t"], _ => Characters["char32_t"] };

    /// <summary>A type by the normalised spelling that the parser gives, or a name of <c>stdint.h</c>.</summary>
    public static TypeInfo ByName(string name) =>
        name == "void" ? Void
        : Bases.TryGetValue(name, out TypeInfo? type) || Standard.TryGetValue(name, out type) || Characters.TryGetValue(name, out type) ? type
        : throw new ArgumentOutOfRangeException(nameof(name), name, "not a built-in type");

    /// <summary>A pointer to <paramref name="target"/>.</summary>
    public static TypeInfo PointerTo(TypeInfo target) => TypeInfo.PointerTo(target, PointerSizeInBytes);

    /// <summary>A reference to <paramref name="target"/>.</summary>
    public static TypeInfo ReferenceTo(TypeInfo target) => TypeInfo.ReferenceTo(target, PointerSizeInBytes);

    /// <summary>An array.</summary>
    public static TypeInfo ArrayOf(TypeInfo element, int count) => TypeInfo.ArrayOf(element, count);

    /// <summary>A function, for pointers to it.</summary>
    public static TypeInfo FunctionOf(TypeInfo result, IReadOnlyList<TypeInfo> parameters) => TypeInfo.FunctionOf(result, parameters);

    private static TypeInfo.Typedef Alias(string name, string target) => TypeInfo.AliasOf(name, Bases[target]);

    private static TypeInfo Make(ArithmeticType type)
    {
        DwAte encoding = type.Kind switch
        {
            ArithmeticKind.Boolean => DwAte.Boolean,
            ArithmeticKind.Floating => DwAte.Float,
            ArithmeticKind.Signed => type.SizeInBytes == 1 ? DwAte.SignedChar : DwAte.Signed,
            _ => type.SizeInBytes == 1 ? DwAte.UnsignedChar : DwAte.Unsigned,
        };
        return TypeInfo.Base.Create(type.Name, encoding, (ulong)type.SizeInBytes);
    }
}
