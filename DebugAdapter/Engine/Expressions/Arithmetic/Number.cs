using System.Buffers.Binary;

namespace RspDebug.DebugAdapter.Engine.Expressions.Arithmetic;

/// <summary>A value of an arithmetic type.</summary>
public readonly struct Number : IEquatable<Number>
{
    private readonly ulong _bits; // of a NaN: its representation, which a conversion to double would change
    private readonly double _real;

    private Number(ArithmeticType type, ulong bits, double real)
    {
        Type = type;
        _bits = bits;
        _real = real;
    }

    /// <summary>Its type.</summary>
    public ArithmeticType Type { get; }

    /// <summary>Integer value, extended to 64 bits by the type's sign; no meaning for floating types.</summary>
    public long Signed => unchecked((long)_bits);

    /// <summary>The same bits as unsigned.</summary>
    public ulong Unsigned => _bits;

    /// <summary>The value as a double: exact for <c>float</c> and <c>double</c>.</summary>
    public double Real => Type.IsFloating ? _real : Type.IsSigned ? Signed : _bits;

    /// <summary>True when it compares unequal to zero.</summary>
    public bool IsTrue => Type.IsFloating ? _real != 0 : _bits != 0;

    /// <summary>An integer, cut to the type's width.</summary>
    public static Number Integer(ArithmeticType type, ulong bits)
    {
        if (type.Kind == ArithmeticKind.Boolean) return new Number(type, bits == 0 ? 0UL : 1UL, 0);
        int unused = 64 - type.SizeInBits;
        ulong extended = type.IsSigned ? unchecked((ulong)((long)(bits << unused) >> unused)) : bits << unused >> unused;
        return new Number(type, extended, 0);
    }

    /// <summary>A floating value, rounded to the type's precision.</summary>
    public static Number Floating(ArithmeticType type, double value) =>
        new(type, 0, type.SizeInBytes switch { 2 => (double)(Half)value, 4 => (float)value, _ => value });

    /// <summary><c>int</c> 1 or 0.</summary>
    public static Number Truth(bool value) => Integer(ArithmeticType.Int, value ? 1UL : 0UL);

    /// <summary>Reads the target's representation.</summary>
    /// <param name="type">The type; its size must be the length of <paramref name="bytes"/>.</param>
    /// <param name="bytes">Little-endian bytes.</param>
    public static Number Read(ArithmeticType type, ReadOnlySpan<byte> bytes)
    {
        ulong bits = 0;
        for (int i = type.SizeInBytes - 1; i >= 0; i--) bits = (bits << 8) | bytes[i];
        if (!type.IsFloating) return Integer(type, bits);
        return type.SizeInBytes switch
        {
            2 => OfRepresentation(type, bits, (double)BitConverter.UInt16BitsToHalf((ushort)bits)),
            4 => OfRepresentation(type, bits, BitConverter.UInt32BitsToSingle((uint)bits)),
            _ => OfRepresentation(type, bits, BitConverter.UInt64BitsToDouble(bits)),
        };
    }

    private static Number OfRepresentation(ArithmeticType type, ulong bits, double value) => new(type, double.IsNaN(value) ? bits : 0, value);

    /// <summary>The target's representation: as many little-endian bytes as the type has.</summary>
    public byte[] ToBytes()
    {
        ulong bits = _bits;
        if (Type.IsFloating && bits == 0)
        {
            bits = Type.SizeInBytes switch
            {
                2 => BitConverter.HalfToUInt16Bits((Half)_real),
                4 => BitConverter.SingleToUInt32Bits((float)_real),
                _ => BitConverter.DoubleToUInt64Bits(_real),
            };
        }

        Span<byte> whole = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(whole, bits);
        return whole[..Type.SizeInBytes].ToArray();
    }

    /// <summary>Converts as an assignment or a cast does (C11, 6.3.1).</summary>
    /// <remarks>Where C leaves a floating value out of an integer's range undefined, the result saturates, as the VCVT instruction does.</remarks>
    public Number ConvertTo(ArithmeticType type)
    {
        if (type.Kind == ArithmeticKind.Boolean) return Integer(type, IsTrue ? 1UL : 0UL);
        if (type.IsFloating) return Type.IsFloating ? Floating(type, _real) : new Number(type, 0, IntegerToReal(type));
        return Type.IsFloating ? Integer(type, RealToInteger(type)) : Integer(type, _bits);
    }

    /// <inheritdoc/>
    public bool Equals(Number other) => Equals(Type, other.Type) && _bits == other._bits && _real.Equals(other._real);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Number other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, _bits, _real);

    /// <summary>Same type and value.</summary>
    public static bool operator ==(Number left, Number right) => left.Equals(right);

    /// <inheritdoc cref="op_Equality"/>
    public static bool operator !=(Number left, Number right) => !left.Equals(right);

    /// <summary>The value and its type.</summary>
    public override string ToString() => $"({Type.Name}) {(Type.IsFloating ? _real : Type.IsSigned ? Signed : (object)_bits)}";

    // Rounded once: an integer goes to float directly, not by way of double.
    private double IntegerToReal(ArithmeticType type)
    {
        if (type.SizeInBytes == 8) return Type.IsSigned ? Signed : _bits;
        float single = Type.IsSigned || _bits >> 63 == 0 ? Signed : 2f * (float)(long)((_bits >> 1) | (_bits & 1));
        return type.SizeInBytes == 2 ? (double)(Half)single : single;
    }

    private ulong RealToInteger(ArithmeticType type)
    {
        if (double.IsNaN(_real)) return 0;
        double whole = Math.Truncate(_real);
        int bits = type.SizeInBytes < 8 ? 32 : 64;
        double limit = Math.ScaleB(1, type.IsSigned ? bits - 1 : bits);
        if (!type.IsSigned)
        {
            if (whole <= 0) return 0;
            return whole < limit ? (ulong)whole : ulong.MaxValue >> (64 - bits);
        }

        if (whole >= limit) return ulong.MaxValue >> (65 - bits);
        return whole < -limit ? unchecked((ulong)(long)-limit) : unchecked((ulong)(long)whole);
    }
}
