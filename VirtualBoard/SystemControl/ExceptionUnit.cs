using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.SystemControl;

/// <summary>Exception entry and return (DDI0403E B1.5.6 to B1.5.8), with the derived exceptions of both.</summary>
internal sealed partial class ExceptionUnit(Processor cpu)
{
    private const uint BasicFrame = 0x20;
    private const uint ExtendedFrame = 0x68;
    private const ulong EntryCycles = 12;
    private const ulong TailChainCycles = 6;
    private const ulong ReturnCycles = 8;

    // 18 more words when the FP context is stacked at once.
    private const ulong EagerFloatCycles = 17;

    // CFSR bits set since the last entry: what this entry is about.
    private uint _recorded;

    private Nvic Nvic => cpu.Nvic;

    private SystemControlBlock Status => cpu.SystemControl;

    public void Save(StateWriter state) => state.Write(_recorded);

    public void Restore(ref StateReader state) => _recorded = state.ReadUInt32();

    /// <summary>Takes the highest pending exception at an instruction boundary.</summary>
    public void EnterPending() => Enter(cpu.Pc);

    /// <summary>Takes the exception that the instruction just executed, or not executed, has raised.</summary>
    public void TakeSynchronous(Fault fault, uint address)
    {
        int exception = Record(fault, address);
        bool takes = Nvic.IsEnabled(exception) && Nvic.CanPreempt(exception);
        if (!takes && Nvic.ExecutionPriority <= -1)
        {
            LockUp();
            return;
        }

        if (!takes)
        {
            Status.HardFaultStatus |= fault == Fault.Breakpoint ? FaultStatus.HardDebugEvent : FaultStatus.HardForced;
            exception = ExceptionNumber.HardFault;
        }

        Nvic.SetPending(exception);
        Enter(fault == Fault.SupervisorCall ? address : cpu.Pc);
    }

    /// <summary>A buffered store failed: BusFault later, at the next instruction boundary that allows it.</summary>
    public void PendImpreciseBusFault()
    {
        Status.ConfigurableStatus |= FaultStatus.ImpreciseError;
        _recorded |= FaultStatus.ImpreciseError;
        if (Nvic.IsEnabled(ExceptionNumber.BusFault)) Nvic.SetPending(ExceptionNumber.BusFault);
        else Escalate();
    }

    /// <summary>Lockup (B1.5.15): the core fetches from 0xFFFFFFFE until reset, NMI or a debugger helps.</summary>
    private void LockUp()
    {
        cpu.Attention |= Attention.LockedUp;
        cpu.Pc = 0xFFFF_FFFE;
    }

    private void Escalate()
    {
        Status.HardFaultStatus |= FaultStatus.HardForced;
        Nvic.SetPending(ExceptionNumber.HardFault);
    }

    /// <summary>Sets the status bit and the fault address, and says whose exception it is.</summary>
    private int Record(Fault fault, uint address)
    {
        uint bit = FaultStatus.Bit(fault);
        Status.ConfigurableStatus |= bit;
        _recorded |= bit;
        if (fault is Fault.PreciseBusError)
        {
            Status.ConfigurableStatus |= FaultStatus.BfarValid;
            Status.BusFaultAddress = address;
        }

        if (fault is Fault.DataAccessViolation)
        {
            Status.ConfigurableStatus |= FaultStatus.MmarValid;
            Status.MemManageAddress = address;
        }

        return FaultStatus.Exception(fault);
    }

    /// <summary>A fault of stacking, unstacking or vector fetch: pends its exception, or HardFault where that cannot be taken.</summary>
    private void PendDerived(Fault fault)
    {
        int exception = Record(fault, 0);
        if (Nvic.IsEnabled(exception) && Nvic.CanPreempt(exception)) Nvic.SetPending(exception);
        else if (Nvic.ExecutionPriority > -1) Escalate();
    }
}
