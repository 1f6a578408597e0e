using RspDebug.VirtualBoard.Core.Execute;

namespace RspDebug.VirtualBoard.Core.Decode;

/// <summary>Multiply, multiply accumulate, and absolute difference (A5.3.16).</summary>
internal static class WideMultiply
{
    public static Instruction Decode(Encoding e)
    {
        if (e.Field(7, 6) != 0) return e.Undefined();
        bool plain = e.Register(12) == 15;
        int lanes = e.Field(5, 4);
        Instruction? i = e.Field(22, 20) switch
        {
            0 when lanes == 0 => plain ? e.Make("MUL", MultiplyOperations.Multiply)
                : e.Make("MLA", MultiplyOperations.MultiplyAccumulate, Cycle.MultiplyAccumulate),
            0 when lanes == 1 => e.Make("MLS", MultiplyOperations.MultiplySubtract, Cycle.MultiplyAccumulate),
            1 => plain ? e.Make("SMULxy", DspMultiplyOperations.HalfMultiply) : e.Make("SMLAxy", DspMultiplyOperations.HalfMultiplyAccumulate),
            2 when lanes < 2 => plain ? e.Make("SMUAD", DspMultiplyOperations.DualAdd) : e.Make("SMLAD", DspMultiplyOperations.DualAddAccumulate),
            3 when lanes < 2 => plain ? e.Make("SMULWy", DspMultiplyOperations.WordByHalf)
                : e.Make("SMLAWy", DspMultiplyOperations.WordByHalfAccumulate),
            4 when lanes < 2 => plain ? e.Make("SMUSD", DspMultiplyOperations.DualSubtract)
                : e.Make("SMLSD", DspMultiplyOperations.DualSubtractAccumulate),
            5 when lanes < 2 => plain ? e.Make("SMMUL", DspMultiplyOperations.MostSignificant)
                : e.Make("SMMLA", DspMultiplyOperations.MostSignificantAccumulate),
            6 when lanes < 2 => e.Make("SMMLS", DspMultiplyOperations.MostSignificantSubtract),
            7 when lanes == 0 => plain ? e.Make("USAD8", ParallelOperations.AbsoluteDifferences)
                : e.Make("USADA8", ParallelOperations.AbsoluteDifferencesAccumulate),
            _ => null,
        };
        if (i is null) return e.Undefined();
        i.Rn = e.Register(16);
        i.Ra = e.Register(12);
        i.Rd = e.Register(8);
        i.Rm = e.Register(0);
        i.Amount = (byte)lanes;
        return i;
    }
}
