namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>Single loads and stores. A faulting access changes no register (A2.4).</summary>
internal static class LoadStore
{
    public static Operation SelectLoad<TTransfer>(AddressingForm form)
        where TTransfer : struct, ITransfer => form switch
        {
            AddressingForm.Offset => Load<TTransfer, Addressing.Offset>,
            AddressingForm.PreIndexed => Load<TTransfer, Addressing.PreIndexed>,
            AddressingForm.PostIndexed => Load<TTransfer, Addressing.PostIndexed>,
            AddressingForm.RegisterOffset => Load<TTransfer, Addressing.RegisterOffset>,
            _ => Load<TTransfer, Addressing.Literal>,
        };

    public static Operation SelectLoadPc(AddressingForm form) => form switch
    {
        AddressingForm.Offset => LoadPc<Addressing.Offset>,
        AddressingForm.PreIndexed => LoadPc<Addressing.PreIndexed>,
        AddressingForm.PostIndexed => LoadPc<Addressing.PostIndexed>,
        AddressingForm.RegisterOffset => LoadPc<Addressing.RegisterOffset>,
        _ => LoadPc<Addressing.Literal>,
    };

    public static Operation SelectStore<TTransfer>(AddressingForm form)
        where TTransfer : struct, ITransfer => form switch
        {
            AddressingForm.Offset => Store<TTransfer, Addressing.Offset>,
            AddressingForm.PreIndexed => Store<TTransfer, Addressing.PreIndexed>,
            AddressingForm.PostIndexed => Store<TTransfer, Addressing.PostIndexed>,
            _ => Store<TTransfer, Addressing.RegisterOffset>,
        };

    private static void Load<TTransfer, TAddressing>(Processor cpu, Instruction i)
        where TTransfer : struct, ITransfer
        where TAddressing : struct, IAddressing
    {
        if (!TTransfer.TryLoad(cpu, TAddressing.Address(cpu, i), out uint value)) return;
        if (TAddressing.WritesBack) cpu.WriteRegister(i.Rn & 15, cpu.R[i.Rn & 15] + i.Immediate);
        cpu.WriteRegister(i.Rd & 15, value);
    }

    private static void LoadPc<TAddressing>(Processor cpu, Instruction i)
        where TAddressing : struct, IAddressing
    {
        if (!cpu.TryLoadAligned32(TAddressing.Address(cpu, i), out uint value)) return;
        if (TAddressing.WritesBack) cpu.WriteRegister(i.Rn & 15, cpu.R[i.Rn & 15] + i.Immediate);
        cpu.BranchExchange(value);
    }

    private static void Store<TTransfer, TAddressing>(Processor cpu, Instruction i)
        where TTransfer : struct, ITransfer
        where TAddressing : struct, IAddressing
    {
        if (!TTransfer.TryStore(cpu, TAddressing.Address(cpu, i), cpu.R[i.Rd & 15])) return;
        if (TAddressing.WritesBack) cpu.WriteRegister(i.Rn & 15, cpu.R[i.Rn & 15] + i.Immediate);
    }

    /// <summary>LDRT and its kin: privileged code asks as an unprivileged program would.</summary>
    public static void LoadUnprivileged<TTransfer>(Processor cpu, Instruction i)
        where TTransfer : struct, ITransfer
    {
        cpu.UnprivilegedAccess = true;
        Load<TTransfer, Addressing.Offset>(cpu, i);
        cpu.UnprivilegedAccess = false;
    }

    public static void StoreUnprivileged<TTransfer>(Processor cpu, Instruction i)
        where TTransfer : struct, ITransfer
    {
        cpu.UnprivilegedAccess = true;
        Store<TTransfer, Addressing.Offset>(cpu, i);
        cpu.UnprivilegedAccess = false;
    }
}
