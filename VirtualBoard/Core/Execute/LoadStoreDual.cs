namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>LDRD and STRD: Rd and Ra are the two data registers; always word-aligned.</summary>
internal static class LoadStoreDual
{
    public static void Load<TAddressing>(Processor cpu, Instruction i)
        where TAddressing : struct, IAddressing
    {
        uint address = TAddressing.Address(cpu, i);
        if (!cpu.TryLoadAligned32(address, out uint first) || !cpu.TryLoadAligned32(address + 4, out uint second)) return;
        if (TAddressing.WritesBack) cpu.WriteRegister(i.Rn & 15, cpu.R[i.Rn & 15] + i.Immediate);
        cpu.WriteRegister(i.Rd & 15, first);
        cpu.WriteRegister(i.Ra & 15, second);
    }

    public static void Store<TAddressing>(Processor cpu, Instruction i)
        where TAddressing : struct, IAddressing
    {
        uint address = TAddressing.Address(cpu, i);
        if (!cpu.TryStoreAligned32(address, cpu.R[i.Rd & 15]) || !cpu.TryStoreAligned32(address + 4, cpu.R[i.Ra & 15])) return;
        if (TAddressing.WritesBack) cpu.WriteRegister(i.Rn & 15, cpu.R[i.Rn & 15] + i.Immediate);
    }
}
