using RspDebug.VirtualBoard.Core.Execute;

namespace RspDebug.VirtualBoard.Core.Decode;

/// <summary>Long multiply, long multiply accumulate, and divide (A5.3.17).</summary>
internal static class WideLongMultiply
{
    public static Instruction Decode(Encoding e)
    {
        int shape = e.Field(7, 4);
        Instruction? i = (e.Field(22, 20), shape) switch
        {
            (0, 0) => e.Make("SMULL", MultiplyOperations.SignedLong),
            (1, 15) => e.Make("SDIV", MultiplyOperations.DivideSigned, Cycle.DivideBase),
            (2, 0) => e.Make("UMULL", MultiplyOperations.UnsignedLong),
            (3, 15) => e.Make("UDIV", MultiplyOperations.DivideUnsigned, Cycle.DivideBase),
            (4, 0) => e.Make("SMLAL", MultiplyOperations.SignedLongAccumulate),
            (4, >= 8 and <= 11) => e.Make("SMLALxy", DspMultiplyOperations.HalfMultiplyLong),
            (4, 12 or 13) => e.Make("SMLALD", DspMultiplyOperations.DualAddLong),
            (5, 12 or 13) => e.Make("SMLSLD", DspMultiplyOperations.DualSubtractLong),
            (6, 0) => e.Make("UMLAL", MultiplyOperations.UnsignedLongAccumulate),
            (6, 6) => e.Make("UMAAL", MultiplyOperations.UnsignedLongAccumulateAccumulate),
            _ => null,
        };
        if (i is null) return e.Undefined();
        i.Rn = e.Register(16);
        i.Ra = e.Register(12);
        i.Rd = e.Register(8);
        i.Rm = e.Register(0);
        i.Amount = (byte)(shape & 3);
        return i;
    }
}
