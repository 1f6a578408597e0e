using RspDebug.VirtualBoard.Core.Execute;

namespace RspDebug.VirtualBoard.Core.Decode;

/// <summary>Coprocessor space (A5.3.18): CP10 and CP11 are the FPU, anything else is absent.</summary>
internal static class Coprocessor
{
    public static Instruction Decode(Encoding e)
    {
        if (e.Field(25, 24) == 3 || e.Field(25, 21) == 0) return e.Undefined();
        if (e.Field(11, 9) != 5) return e.Make("CDP, LDC, MCR", SystemOperations.NoCoprocessor);
        Instruction? i = null;
        if (!e.Bit(28))
        {
            if (e.Field(25, 21) == 2) i = FloatMoveDecoder.Pair(e);
            else if (!e.Bit(25)) i = FloatLoadStoreDecoder.Decode(e);
            else i = e.Bit(4) ? FloatMoveDecoder.Single(e) : FloatDataDecoder.Decode(e);
        }

        return i ?? e.Make("UDF (floating-point)", FloatTransfer.Undefined);
    }

    /// <summary>A single register number: four bits and one low bit from elsewhere.</summary>
    public static byte Single(Encoding e, int field, int lowBit) => (byte)((e.Register(field) << 1) | (e.Bit(lowBit) ? 1 : 0));
}
