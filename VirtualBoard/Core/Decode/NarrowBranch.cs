using RspDebug.VirtualBoard.Core.Execute;

namespace RspDebug.VirtualBoard.Core.Decode;

/// <summary>B, SVC and UDF (A5.2.6).</summary>
internal static class NarrowBranch
{
    public static Instruction Conditional(Encoding e)
    {
        int condition = e.Field(11, 8);
        if (condition == 14) return e.Undefined();
        if (condition == 15)
        {
            Instruction call = e.Make("SVC", SystemOperations.SupervisorCall);
            call.Immediate = (uint)e.Field(7, 0);
            return call;
        }

        Instruction i = e.Make("B", BranchOperations.BranchConditional);
        i.Ra = (byte)condition;
        i.Immediate = e.Address + 4 + (uint)((sbyte)e.Bits * 2);
        return i;
    }

    public static Instruction Unconditional(Encoding e)
    {
        Instruction i = e.Make("B", BranchOperations.Branch);
        i.Immediate = e.Address + 4 + (uint)((int)(e.Bits << 21) >> 20);
        return i;
    }
}
