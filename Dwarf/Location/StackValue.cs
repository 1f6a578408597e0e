using RspDebug.Dwarf.Constants;

namespace RspDebug.Dwarf.Location;

/// <summary>One entry of the expression stack: bits, zero-extended, and their type; no type is the generic type of address size.</summary>
internal readonly record struct StackValue(ulong Bits, BaseType? Type = null)
{
    public bool IsFloat => Type?.Encoding == DwAte.Float;

    // DWARF 5, 2.5.1.4: the generic type has unspecified signedness; division, arithmetic shift and comparison take it as signed.
    public bool IsSigned => Type is null || Type.Value.Encoding is DwAte.Signed or DwAte.SignedChar or DwAte.SignedFixed;

    public int SizeInBytes(int addressSize) => Type?.SizeInBytes ?? addressSize;

    public long AsSigned(int addressSize)
    {
        int unused = 64 - 8 * SizeInBytes(addressSize);
        return (long)(Bits << unused) >> unused;
    }

    public double AsDouble(int addressSize) => Type switch
    {
        { Encoding: DwAte.Float, SizeInBytes: 4 } => BitConverter.UInt32BitsToSingle((uint)Bits),
        { Encoding: DwAte.Float } => BitConverter.UInt64BitsToDouble(Bits),
        _ => IsSigned ? AsSigned(addressSize) : Bits,
    };

    public static StackValue FromDouble(double value, BaseType type) =>
        new(type.SizeInBytes == 4 ? BitConverter.SingleToUInt32Bits((float)value) : BitConverter.DoubleToUInt64Bits(value), type);

    public static ulong Mask(int sizeInBytes) => sizeInBytes >= 8 ? ulong.MaxValue : (1UL << (8 * sizeInBytes)) - 1;
}
