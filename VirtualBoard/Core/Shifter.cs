using System.Numerics;

namespace RspDebug.VirtualBoard.Core;

/// <summary>The barrel shifter with carry out (DDI0403E A2.2.1).</summary>
internal static class Shifter
{
    /// <summary>Distance may be 0..255: register-controlled shifts use the low byte as it is.</summary>
    public static uint Shift(uint value, ShiftKind kind, int distance, ref bool carry)
    {
        if (kind == ShiftKind.Rrx)
        {
            uint shifted = (value >> 1) | (carry ? 0x8000_0000 : 0);
            carry = (value & 1) != 0;
            return shifted;
        }

        if (distance == 0) return value;
        return kind switch
        {
            ShiftKind.Lsl => ShiftLeft(value, distance, ref carry),
            ShiftKind.Lsr => ShiftRight(value, distance, ref carry),
            ShiftKind.Asr => ShiftArithmetic(value, distance, ref carry),
            _ => Rotate(value, distance, ref carry),
        };
    }

    private static uint ShiftLeft(uint value, int distance, ref bool carry)
    {
        carry = distance <= 32 && ((value >> (32 - distance)) & 1) != 0;
        return distance < 32 ? value << distance : 0;
    }

    private static uint ShiftRight(uint value, int distance, ref bool carry)
    {
        carry = distance <= 32 && ((value >> (distance - 1)) & 1) != 0;
        return distance < 32 ? value >> distance : 0;
    }

    private static uint ShiftArithmetic(uint value, int distance, ref bool carry)
    {
        int clamped = Math.Min(distance, 32);
        carry = (((int)value >> Math.Min(clamped - 1, 31)) & 1) != 0;
        return (uint)((int)value >> Math.Min(clamped, 31));
    }

    private static uint Rotate(uint value, int distance, ref bool carry)
    {
        uint rotated = BitOperations.RotateRight(value, distance & 31);
        carry = rotated >> 31 != 0;
        return rotated;
    }
}
