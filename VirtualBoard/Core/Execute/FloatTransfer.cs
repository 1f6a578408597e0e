namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>FP loads and stores and moves to and from core registers. Rd (and Rm) number S registers, Rn and Ra core registers.</summary>
internal static class FloatTransfer
{
    /// <summary>VLDR: Amount words from Rn + Immediate; a literal has Rn = 15 and its address is already in Immediate.</summary>
    public static void Load(Processor cpu, Instruction i)
    {
        if (!cpu.CheckFloat(i.Address)) return;
        uint address = i.Rn == 15 ? i.Immediate : cpu.R[i.Rn & 15] + i.Immediate;
        if (!cpu.TryLoadAligned32(address, out uint first)) return;
        uint second = 0;
        if (i.Amount == 2 && !cpu.TryLoadAligned32(address + 4, out second)) return;
        cpu.S[i.Rd & 31] = first;
        if (i.Amount == 2) cpu.S[(i.Rd + 1) & 31] = second;
    }

    public static void Store(Processor cpu, Instruction i)
    {
        if (!cpu.CheckFloat(i.Address)) return;
        uint address = i.Rn == 15 ? i.Immediate : cpu.R[i.Rn & 15] + i.Immediate;
        for (int k = 0; k < i.Amount; k++)
            if (!cpu.TryStoreAligned32(address + (uint)(4 * k), cpu.S[(i.Rd + k) & 31])) return;
    }

    /// <summary>VLDM, VPOP: Amount words; Immediate is what write-back adds, negative for decrement-before; Ra: 1 write-back, 2 decrement.</summary>
    public static void LoadMultiple(Processor cpu, Instruction i)
    {
        if (!cpu.CheckFloat(i.Address)) return;
        uint address = cpu.R[i.Rn & 15] + ((i.Ra & 2) != 0 ? i.Immediate : 0);
        for (int k = 0; k < i.Amount; k++)
        {
            if (!cpu.TryLoadAligned32(address + (uint)(4 * k), out uint value)) return;
            cpu.S[(i.Rd + k) & 31] = value;
        }

        if ((i.Ra & 1) != 0) cpu.WriteRegister(i.Rn & 15, cpu.R[i.Rn & 15] + i.Immediate);
    }

    public static void StoreMultiple(Processor cpu, Instruction i)
    {
        if (!cpu.CheckFloat(i.Address)) return;
        uint address = cpu.R[i.Rn & 15] + ((i.Ra & 2) != 0 ? i.Immediate : 0);
        for (int k = 0; k < i.Amount; k++)
            if (!cpu.TryStoreAligned32(address + (uint)(4 * k), cpu.S[(i.Rd + k) & 31])) return;
        if ((i.Ra & 1) != 0) cpu.WriteRegister(i.Rn & 15, cpu.R[i.Rn & 15] + i.Immediate);
    }

    public static void ToCore(Processor cpu, Instruction i)
    {
        if (cpu.CheckFloat(i.Address)) cpu.WriteRegister(i.Rn & 15, cpu.S[i.Rd & 31]);
    }

    public static void FromCore(Processor cpu, Instruction i)
    {
        if (cpu.CheckFloat(i.Address)) cpu.S[i.Rd & 31] = cpu.R[i.Rn & 15];
    }

    public static void PairToCore(Processor cpu, Instruction i)
    {
        if (!cpu.CheckFloat(i.Address)) return;
        cpu.WriteRegister(i.Rn & 15, cpu.S[i.Rd & 31]);
        cpu.WriteRegister(i.Ra & 15, cpu.S[(i.Rd + 1) & 31]);
    }

    public static void PairFromCore(Processor cpu, Instruction i)
    {
        if (!cpu.CheckFloat(i.Address)) return;
        cpu.S[i.Rd & 31] = cpu.R[i.Rn & 15];
        cpu.S[(i.Rd + 1) & 31] = cpu.R[i.Ra & 15];
    }

    /// <summary>VMRS; Rt = 15 copies the flags to APSR.</summary>
    public static void ReadStatus(Processor cpu, Instruction i)
    {
        if (!cpu.CheckFloat(i.Address)) return;
        if (i.Rn != 15)
        {
            cpu.WriteRegister(i.Rn & 15, cpu.Fpscr);
            return;
        }

        uint fpscr = cpu.Fpscr;
        cpu.Negative = (fpscr & (1u << 31)) != 0;
        cpu.Zero = (fpscr & (1u << 30)) != 0;
        cpu.Carry = (fpscr & (1u << 29)) != 0;
        cpu.Overflow = (fpscr & (1u << 28)) != 0;
    }

    public static void WriteStatus(Processor cpu, Instruction i)
    {
        if (cpu.CheckFloat(i.Address)) cpu.Fpscr = cpu.R[i.Rn & 15];
    }

    /// <summary>An encoding of CP10/CP11 that FPv4-SP lacks: refused access comes before an undefined instruction.</summary>
    public static void Undefined(Processor cpu, Instruction i) =>
        cpu.Raise(cpu.SystemControl.AllowsFloat(cpu.IsPrivileged) ? Fault.UndefinedInstruction : Fault.NoCoprocessor, i.Address);
}
