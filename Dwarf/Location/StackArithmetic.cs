using RspDebug.Dwarf.Constants;

namespace RspDebug.Dwarf.Location;

/// <summary>Arithmetic, logic and conversions on stack entries of one target.</summary>
/// <remarks>DWARF 5, 2.5.1.4. Null results mean "not defined for these operands"; the evaluator says where.</remarks>
internal readonly struct StackArithmetic(int addressSizeInBytes)
{
    public StackValue Generic(ulong bits) => new(bits & StackValue.Mask(addressSizeInBytes));

    public StackValue? Unary(DwOp operation, StackValue value)
    {
        if (value.IsFloat)
        {
            double number = value.AsDouble(addressSizeInBytes);
            return operation switch
            {
                DwOp.Abs => StackValue.FromDouble(Math.Abs(number), value.Type!.Value),
                DwOp.Neg => StackValue.FromDouble(-number, value.Type!.Value),
                _ => null,
            };
        }
        long signed = value.AsSigned(addressSizeInBytes);
        return operation switch
        {
            DwOp.Abs => Wrap(value.IsSigned && signed < 0 ? unchecked((ulong)-signed) : value.Bits, value.Type),
            DwOp.Neg => Wrap(unchecked((ulong)-signed), value.Type),
            DwOp.Not => Wrap(~value.Bits, value.Type),
            _ => null,
        };
    }

    // left is the second entry from the top, right the top.
    public StackValue? Binary(DwOp operation, StackValue left, StackValue right)
    {
        if (operation is DwOp.Shl or DwOp.Shr or DwOp.Shra)
            return left.IsFloat || right.IsFloat ? null : Shift(operation, left, right.Bits);
        // LLVM 19 mixes a converted integer with constants of the generic type, for bit-fields: what is meant is clear.
        if (left.Type is { Encoding: not DwAte.Float } first && right.Type is null)
            right = Convert(right, first);
        else if (right.Type is { Encoding: not DwAte.Float } second && left.Type is null)
            left = Convert(left, second);
        if (left.Type != right.Type)
            return null;
        if (left.IsFloat)
            return BinaryFloat(operation, left, right);
        long a = left.AsSigned(addressSizeInBytes), b = right.AsSigned(addressSizeInBytes);
        return operation switch
        {
            DwOp.And => Wrap(left.Bits & right.Bits, left.Type),
            DwOp.Or => Wrap(left.Bits | right.Bits, left.Type),
            DwOp.Xor => Wrap(left.Bits ^ right.Bits, left.Type),
            DwOp.Plus => Wrap(unchecked(left.Bits + right.Bits), left.Type),
            DwOp.Minus => Wrap(unchecked(left.Bits - right.Bits), left.Type),
            DwOp.Mul => Wrap(unchecked(left.Bits * right.Bits), left.Type),
            DwOp.Div => right.Bits == 0 ? null : Wrap(left.IsSigned ? Divide(a, b) : left.Bits / right.Bits, left.Type),
            // Unsigned for the generic type, else by the type (as GCC and gdb do).
            DwOp.Mod => right.Bits == 0 ? null : Wrap(left.Type is not null && left.IsSigned ? Remainder(a, b) : left.Bits % right.Bits, left.Type),
            _ => Compare(operation, left.IsSigned ? a.CompareTo(b) : left.Bits.CompareTo(right.Bits)),
        };
    }

    public StackValue Convert(StackValue value, BaseType? target)
    {
        if (target is { Encoding: DwAte.Float } floating)
            return StackValue.FromDouble(value.AsDouble(addressSizeInBytes), floating);
        if (value.IsFloat)
        {
            double number = Math.Truncate(value.AsDouble(addressSizeInBytes));
            return Wrap(number < 0 ? unchecked((ulong)(long)number) : (ulong)number, target);
        }
        return Wrap(value.IsSigned ? (ulong)value.AsSigned(addressSizeInBytes) : value.Bits, target);
    }

    private StackValue Wrap(ulong bits, BaseType? type) => new(bits & StackValue.Mask(type?.SizeInBytes ?? addressSizeInBytes), type);

    private StackValue Shift(DwOp operation, StackValue left, ulong count)
    {
        int width = 8 * left.SizeInBytes(addressSizeInBytes);
        long signed = left.AsSigned(addressSizeInBytes);
        if (count >= (ulong)width)
            return Wrap(operation == DwOp.Shra && signed < 0 ? ulong.MaxValue : 0, left.Type);
        return Wrap(operation switch
        {
            DwOp.Shl => left.Bits << (int)count,
            DwOp.Shr => left.Bits >> (int)count,
            _ => (ulong)(signed >> (int)count),
        }, left.Type);
    }

    private static StackValue? BinaryFloat(DwOp operation, StackValue left, StackValue right)
    {
        double a = left.AsDouble(0), b = right.AsDouble(0);
        BaseType type = left.Type!.Value;
        return operation switch
        {
            DwOp.Plus => StackValue.FromDouble(a + b, type),
            DwOp.Minus => StackValue.FromDouble(a - b, type),
            DwOp.Mul => StackValue.FromDouble(a * b, type),
            DwOp.Div => StackValue.FromDouble(a / b, type),
            DwOp.Ne => new StackValue(a != b ? 1UL : 0),
            _ => double.IsNaN(a) || double.IsNaN(b) ? new StackValue(0) : Compare(operation, a.CompareTo(b)),
        };
    }

    private static StackValue? Compare(DwOp operation, int order) => operation switch
    {
        DwOp.Eq => Truth(order == 0),
        DwOp.Ne => Truth(order != 0),
        DwOp.Ge => Truth(order >= 0),
        DwOp.Gt => Truth(order > 0),
        DwOp.Le => Truth(order <= 0),
        DwOp.Lt => Truth(order < 0),
        _ => null,
    };

    private static StackValue Truth(bool value) => new(value ? 1UL : 0);

    // The one overflow, smallest / -1, wraps instead of trapping.
    private static ulong Divide(long a, long b) => b == -1 ? unchecked((ulong)-a) : (ulong)(a / b);
    private static ulong Remainder(long a, long b) => b == -1 ? 0 : (ulong)(a % b);
}
