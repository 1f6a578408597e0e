namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>LDREX, STREX and CLREX in their three sizes. Rd gets the status, Ra is the data register of a store.</summary>
internal static class LoadStoreExclusive
{
    public static void Load<TTransfer>(Processor cpu, Instruction i)
        where TTransfer : struct, ITransfer
    {
        uint address = cpu.R[i.Rn & 15] + i.Immediate;
        if (!IsAligned(cpu, i, address) || !TTransfer.TryLoad(cpu, address, out uint value)) return;
        cpu.MarkExclusive();
        cpu.WriteRegister(i.Ra & 15, value);
    }

    public static void Store<TTransfer>(Processor cpu, Instruction i)
        where TTransfer : struct, ITransfer
    {
        uint address = cpu.R[i.Rn & 15] + i.Immediate;
        if (!IsAligned(cpu, i, address)) return;
        bool stores = cpu.TakeExclusive();
        if (stores && !TTransfer.TryStore(cpu, address, cpu.R[i.Ra & 15])) return;
        cpu.WriteRegister(i.Rd & 15, stores ? 0u : 1u);
    }

    public static void Clear(Processor cpu, Instruction i) => cpu.ClearExclusive();

    // Amount is the alignment mask of the access.
    private static bool IsAligned(Processor cpu, Instruction i, uint address)
    {
        if ((address & i.Amount) == 0) return true;
        cpu.Raise(Fault.Unaligned, address);
        return false;
    }
}
