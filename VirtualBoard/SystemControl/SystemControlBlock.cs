using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.SystemControl;

/// <summary>State of the system control block (B3.2).</summary>
internal sealed partial class SystemControlBlock(Processor cpu)
{
    private uint _auxiliaryControl, _control, _configuration = StackAlign;

    private const uint StackAlign = 1 << 9;

    public uint VectorTable { get; private set; }

    public int PriorityGroup { get; private set; }

    public uint ConfigurableStatus { get; set; }

    public uint HardFaultStatus { get; set; }

    public uint MemManageAddress { get; set; }

    public uint BusFaultAddress { get; set; }

    public uint CoprocessorAccess { get; private set; }

    public bool TrapsUnaligned => (_configuration & (1 << 3)) != 0;

    public bool TrapsDivideByZero => (_configuration & (1 << 4)) != 0;

    public bool AllowsThreadFromNested => (_configuration & 1) != 0;

    public bool UnprivilegedMayTrigger => (_configuration & 2) != 0;

    /// <summary>CCR.BFHFNMIGN: data bus faults do nothing at the priority of HardFault or NMI.</summary>
    public bool IgnoresBusFaults => (_configuration & (1 << 8)) != 0 && cpu.Nvic.ExecutionPriority < 0;

    public bool AlignsStack => (_configuration & StackAlign) != 0;

    public bool SleepsOnExit => (_control & 2) != 0;

    public bool SendsEventOnPending => (_control & 0x10) != 0;

    /// <summary>ACTLR.DISDEFWBUF: stores fail precisely.</summary>
    public bool WriteBufferDisabled => (_auxiliaryControl & 2) != 0;

    /// <summary>CPACR for CP10 and CP11 together: 1 privileged only, 3 full; other values refuse.</summary>
    public bool AllowsFloat(bool privileged)
    {
        uint access = (CoprocessorAccess >> 20) & 3;
        return access == 3 || (access == 1 && privileged);
    }

    public void Save(StateWriter state)
    {
        foreach (uint value in (ReadOnlySpan<uint>)[_auxiliaryControl, _control, _configuration, VectorTable, (uint)PriorityGroup, ConfigurableStatus,
            HardFaultStatus, MemManageAddress, BusFaultAddress, CoprocessorAccess]) state.Write(value);
    }

    public void Restore(ref StateReader state)
    {
        _auxiliaryControl = state.ReadUInt32();
        _control = state.ReadUInt32();
        _configuration = state.ReadUInt32();
        VectorTable = state.ReadUInt32();
        PriorityGroup = (int)state.ReadUInt32();
        ConfigurableStatus = state.ReadUInt32();
        HardFaultStatus = state.ReadUInt32();
        MemManageAddress = state.ReadUInt32();
        BusFaultAddress = state.ReadUInt32();
        CoprocessorAccess = state.ReadUInt32();
    }

    public void Reset()
    {
        _auxiliaryControl = _control = 0;
        _configuration = StackAlign;
        VectorTable = 0;
        PriorityGroup = 0;
        ConfigurableStatus = HardFaultStatus = 0;
        MemManageAddress = BusFaultAddress = 0;
        CoprocessorAccess = 0;
        cpu.UpdateFastMemory();
        cpu.Nvic.Update();
    }
}
