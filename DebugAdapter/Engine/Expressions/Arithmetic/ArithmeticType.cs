namespace RspDebug.DebugAdapter.Engine.Expressions.Arithmetic;

/// <summary>An arithmetic type of C on an ILP32 target (AAPCS32, 7.1): <c>int</c>, <c>long</c> and pointers have 32 bits, plain <c>char</c> is unsigned.</summary>
/// <param name="Name">Its usual spelling.</param>
/// <param name="Kind">How its bits are read.</param>
/// <param name="SizeInBytes">1, 2, 4 or 8.</param>
/// <param name="Rank">Conversion rank (C11, 6.3.1.1): <c>long</c> outranks <c>int</c> though both have 32 bits.</param>
public sealed record ArithmeticType(string Name, ArithmeticKind Kind, int SizeInBytes, int Rank)
{
    private const int IntRank = 3;
    private const string StorageFormat = "__fp16";

    /// <summary><c>bool</c></summary>
    public static readonly ArithmeticType Bool = new("bool", ArithmeticKind.Boolean, 1, 0);

    /// <summary><c>char</c>, unsigned on Arm.</summary>
    public static readonly ArithmeticType Char = new("char", ArithmeticKind.Unsigned, 1, 1);

    /// <summary><c>signed char</c></summary>
    public static readonly ArithmeticType SignedChar = new("signed char", ArithmeticKind.Signed, 1, 1);

    /// <summary><c>unsigned char</c></summary>
    public static readonly ArithmeticType UnsignedChar = new("unsigned char", ArithmeticKind.Unsigned, 1, 1);

    /// <summary><c>short</c></summary>
    public static readonly ArithmeticType Short = new("short", ArithmeticKind.Signed, 2, 2);

    /// <summary><c>unsigned short</c></summary>
    public static readonly ArithmeticType UnsignedShort = new("unsigned short", ArithmeticKind.Unsigned, 2, 2);

    /// <summary><c>int</c></summary>
    public static readonly ArithmeticType Int = new("int", ArithmeticKind.Signed, 4, IntRank);

    /// <summary><c>unsigned int</c></summary>
    public static readonly ArithmeticType UnsignedInt = new("unsigned int", ArithmeticKind.Unsigned, 4, IntRank);

    /// <summary><c>long</c>, 32 bits.</summary>
    public static readonly ArithmeticType Long = new("long", ArithmeticKind.Signed, 4, 4);

    /// <summary><c>unsigned long</c>, 32 bits.</summary>
    public static readonly ArithmeticType UnsignedLong = new("unsigned long", ArithmeticKind.Unsigned, 4, 4);

    /// <summary><c>long long</c></summary>
    public static readonly ArithmeticType LongLong = new("long long", ArithmeticKind.Signed, 8, 5);

    /// <summary><c>unsigned long long</c></summary>
    public static readonly ArithmeticType UnsignedLongLong = new("unsigned long long", ArithmeticKind.Unsigned, 8, 5);

    /// <summary><c>_Float16</c></summary>
    public static readonly ArithmeticType Half = new("_Float16", ArithmeticKind.Floating, 2, 7);

    /// <summary><c>float</c></summary>
    public static readonly ArithmeticType Float = new("float", ArithmeticKind.Floating, 4, 8);

    /// <summary><c>double</c></summary>
    public static readonly ArithmeticType Double = new("double", ArithmeticKind.Floating, 8, 9);

    /// <summary><c>long double</c>, 8 bytes under AAPCS32.</summary>
    public static readonly ArithmeticType LongDouble = new("long double", ArithmeticKind.Floating, 8, 10);

    /// <summary>True for floating types.</summary>
    public bool IsFloating => Kind == ArithmeticKind.Floating;

    /// <summary>True for two's complement types.</summary>
    public bool IsSigned => Kind == ArithmeticKind.Signed;

    /// <summary>The type's width.</summary>
    public int SizeInBits => SizeInBytes * 8;

    /// <summary>Integer promotion (C11, 6.3.1.1): what is narrower than <c>int</c>, as a type or as a bit-field, becomes <c>int</c>.</summary>
    /// <param name="bitFieldSizeInBits">Width of the bit-field the value comes from; 0 for other values.</param>
    public ArithmeticType Promote(int bitFieldSizeInBits = 0)
    {
        // __fp16 is a storage format: arithmetic is done in float (ACLE, "Half-precision floating-point"). _Float16 computes as itself (C23, H.5).
        if (IsFloating) return Name == StorageFormat ? Float : this;
        if (Rank < IntRank && SizeInBytes < Int.SizeInBytes) return Int;
        if (Rank < IntRank) return IsSigned ? Int : UnsignedInt;
        bool isNarrowField = bitFieldSizeInBits > 0 && bitFieldSizeInBits < Int.SizeInBits;
        if (isNarrowField) return Int;
        // An enumeration or wide character of this size computes as the integer that it is (C11, 6.7.2.2, 4).
        return Rank == IntRank ? IsSigned ? Int : UnsignedInt : Rank == LongLong.Rank ? IsSigned ? LongLong : UnsignedLongLong : this;
    }

    /// <summary>The common type of two promoted operands (C11, 6.3.1.8).</summary>
    public static ArithmeticType Common(ArithmeticType left, ArithmeticType right)
    {
        if (left.IsFloating || right.IsFloating)
            return !right.IsFloating || (left.IsFloating && left.Rank >= right.Rank) ? left : right;
        if (left.IsSigned == right.IsSigned) return left.Rank >= right.Rank ? left : right;
        (ArithmeticType signed, ArithmeticType unsigned) = left.IsSigned ? (left, right) : (right, left);
        if (unsigned.Rank >= signed.Rank) return unsigned;
        return signed.SizeInBytes > unsigned.SizeInBytes ? signed : signed.Rank == Long.Rank ? UnsignedLong : UnsignedLongLong;
    }

    /// <summary>The type of an integer literal (C11, 6.4.4.1): the first of the list that holds it.</summary>
    public static ArithmeticType OfLiteral(ulong value, bool isDecimal, bool isUnsigned, int longCount)
    {
        ReadOnlySpan<ArithmeticType> list = [Int, UnsignedInt, Long, UnsignedLong, LongLong, UnsignedLongLong];
        foreach (ArithmeticType type in list)
        {
            if (type.Rank < IntRank + longCount || (isUnsigned && type.IsSigned) || (isDecimal && !isUnsigned && !type.IsSigned)) continue;
            int valueBits = type.IsSigned ? type.SizeInBits - 1 : type.SizeInBits;
            if (valueBits == 64 || value >> valueBits == 0) return type;
        }

        return UnsignedLongLong; // a decimal literal over LLONG_MAX: gcc warns and takes it as unsigned
    }
}
