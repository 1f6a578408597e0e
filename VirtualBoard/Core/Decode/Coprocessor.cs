using RspDebug.VirtualBoard.Core.Execute;

namespace RspDebug.VirtualBoard.Core.Decode;

/// <summary>Coprocessor space (A5.3.18): CP10 and CP11 are the FPU, anything else is absent.</summary>
internal static class Coprocessor
{
    public static Instruction Decode(Encoding e)
    {
        if (e.Field(11, 9) != 5 || e.Field(25, 24) == 3) return e.Make("CDP/LDC/MCR (absent coprocessor)", SystemOperations.NoCoprocessor);
        return e.Undefined();
    }
}
