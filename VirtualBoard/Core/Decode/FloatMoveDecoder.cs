using RspDebug.VirtualBoard.Core.Execute;

namespace RspDebug.VirtualBoard.Core.Decode;

/// <summary>32-bit and 64-bit transfers between core and extension registers (A6.6, A6.7), VMRS and VMSR.</summary>
internal static class FloatMoveDecoder
{
    private const int StatusRegister = 1;

    public static Instruction? Pair(Encoding e)
    {
        bool doubles = e.Bit(8);
        if (e.Field(7, 6) != 0 || !e.Bit(4) || (doubles && e.Bit(5))) return null;
        byte first = doubles ? (byte)(e.Register(0) << 1) : Coprocessor.Single(e, 0, 5);
        if (first == 31) return null;
        string name = doubles ? "VMOV (two core, doubleword)" : "VMOV (two core, two singles)";
        Instruction i = e.Make(name, e.Bit(20) ? FloatTransfer.PairToCore : FloatTransfer.PairFromCore, 2);
        i.Rd = first;
        i.Rn = e.Register(12);
        i.Ra = e.Register(16);
        return i;
    }

    public static Instruction? Single(Encoding e)
    {
        bool toCore = e.Bit(20);
        Instruction i;
        if (e.Bit(8))
        {
            // Only whole words of a D register: bytes and halfwords belong to Advanced SIMD.
            if (e.Field(23, 22) != 0 || e.Field(6, 5) != 0 || e.Bit(7)) return null;
            i = e.Make("VMOV (scalar)", toCore ? FloatTransfer.ToCore : FloatTransfer.FromCore);
            i.Rd = (byte)((e.Register(16) << 1) | (e.Bit(21) ? 1 : 0));
        }
        else if (e.Field(23, 21) == 0)
        {
            i = e.Make("VMOV (core, single)", toCore ? FloatTransfer.ToCore : FloatTransfer.FromCore);
            i.Rd = Coprocessor.Single(e, 16, 7);
        }
        else if (e.Field(23, 21) == 7 && e.Register(16) == StatusRegister)
        {
            i = e.Make(toCore ? "VMRS" : "VMSR", toCore ? FloatTransfer.ReadStatus : FloatTransfer.WriteStatus);
        }
        else return null;

        i.Rn = e.Register(12);
        return i;
    }
}
