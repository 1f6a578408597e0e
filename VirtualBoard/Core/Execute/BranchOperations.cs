namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>Branches, compare-and-branch, table branches and IT.</summary>
internal static class BranchOperations
{
    public static void Branch(Processor cpu, Instruction i) => cpu.BranchTo(i.Immediate);

    public static void BranchConditional(Processor cpu, Instruction i)
    {
        if (Conditions.Holds(cpu, i.Ra)) cpu.BranchTo(i.Immediate);
    }

    public static void BranchLink(Processor cpu, Instruction i)
    {
        cpu.R[14] = cpu.NextPc | 1;
        cpu.BranchTo(i.Immediate);
    }

    public static void BranchLinkExchange(Processor cpu, Instruction i)
    {
        uint target = cpu.R[i.Rm & 15];
        cpu.R[14] = cpu.NextPc | 1;
        cpu.BranchLinkExchange(target);
    }

    public static void BranchExchange(Processor cpu, Instruction i) => cpu.BranchExchange(cpu.R[i.Rm & 15]);

    public static void CompareBranchZero(Processor cpu, Instruction i)
    {
        if (cpu.R[i.Rn & 15] == 0) cpu.BranchTo(i.Immediate);
    }

    public static void CompareBranchNonZero(Processor cpu, Instruction i)
    {
        if (cpu.R[i.Rn & 15] != 0) cpu.BranchTo(i.Immediate);
    }

    public static void TableBranchByte(Processor cpu, Instruction i)
    {
        if (cpu.TryLoad8(cpu.R[i.Rn & 15] + cpu.R[i.Rm & 15], out uint offset)) cpu.BranchTo(cpu.R[15] + (2 * offset));
    }

    public static void TableBranchHalfword(Processor cpu, Instruction i)
    {
        if (cpu.TryLoad16(cpu.R[i.Rn & 15] + (cpu.R[i.Rm & 15] << 1), out uint offset)) cpu.BranchTo(cpu.R[15] + (2 * offset));
    }

    public static void IfThen(Processor cpu, Instruction i) => cpu.ItState = i.Immediate;
}
