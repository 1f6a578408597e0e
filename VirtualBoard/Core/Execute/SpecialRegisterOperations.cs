namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>MRS and MSR (B5.2.2, B5.2.3). Immediate is SYSm, Amount the mask field.</summary>
internal static class SpecialRegisterOperations
{
    public static void Read(Processor cpu, Instruction i) => cpu.WriteRegister(i.Rd & 15, Read(cpu, i.Immediate));

    public static void Write(Processor cpu, Instruction i)
    {
        uint value = cpu.R[i.Rn & 15];
        if (i.Immediate < 8) WriteApsr(cpu, i, value);
        else if (i.Immediate == 20) WriteControl(cpu, value);
        else if (cpu.IsPrivileged) WritePrivileged(cpu, i.Immediate, value);
    }

    private static uint Read(Processor cpu, uint register)
    {
        bool privileged = cpu.IsPrivileged;
        if (register < 8)
        {
            uint value = 0;
            if ((register & 1) != 0 && privileged) value |= (uint)cpu.Ipsr;
            if ((register & 4) == 0) value |= cpu.Apsr | (cpu.GreaterEqual << 16);
            return value;
        }

        if (register == 20) return cpu.Control;
        if (!privileged) return 0;
        return register switch
        {
            8 => cpu.Msp,
            9 => cpu.Psp,
            16 => cpu.Primask ? 1u : 0,
            17 or 18 => cpu.Basepri,
            19 => cpu.Faultmask ? 1u : 0,
            _ => 0,
        };
    }

    private static void WriteApsr(Processor cpu, Instruction i, uint value)
    {
        if ((i.Immediate & 4) != 0) return;
        if ((i.Amount & 2) != 0) cpu.Apsr = value;
        if ((i.Amount & 1) != 0) cpu.GreaterEqual = (value >> 16) & 0xF;
    }

    private static void WriteControl(Processor cpu, uint value)
    {
        if (cpu.IsPrivileged) cpu.Control = value;
    }

    private static void WritePrivileged(Processor cpu, uint register, uint value)
    {
        switch (register)
        {
            case 8: cpu.Msp = value; break;
            case 9: cpu.Psp = value; break;
            case 16: cpu.Primask = (value & 1) != 0; break;
            case 17: cpu.Basepri = value & 0xFF; break;
            case 18:
                // BASEPRI_MAX only raises the masking level; 0 is no masking at all.
                uint level = value & cpu.Nvic.PriorityMask;
                if (level != 0 && (level < cpu.Basepri || cpu.Basepri == 0)) cpu.Basepri = level;
                break;
            case 19:
                if ((value & 1) == 0 || cpu.Nvic.ExecutionPriority > -1) cpu.Faultmask = (value & 1) != 0;
                break;
            default: break;
        }
    }
}
