namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>SVC, CPS, hints, barriers, undefined instructions.</summary>
internal static class SystemOperations
{
    public static void Nop(Processor cpu, Instruction i)
    {
        // YIELD, DBG, PLD, the barriers and reserved hints: accesses are in order here, so there is nothing to wait for.
    }

    public static void SupervisorCall(Processor cpu, Instruction i) => cpu.Raise(Fault.SupervisorCall, cpu.NextPc);

    public static void Undefined(Processor cpu, Instruction i) => cpu.Raise(Fault.UndefinedInstruction, i.Address);

    public static void NoCoprocessor(Processor cpu, Instruction i) => cpu.Raise(Fault.NoCoprocessor, i.Address);

    public static void WaitForInterrupt(Processor cpu, Instruction i) => cpu.WaitForInterrupt();

    public static void WaitForEvent(Processor cpu, Instruction i) => cpu.WaitForEvent();

    public static void SendEvent(Processor cpu, Instruction i) => cpu.SignalEvent();

    /// <summary>CPSIE/CPSID: Immediate bit 4 disables, bit 1 is PRIMASK, bit 0 FAULTMASK. Ignored by unprivileged code (B5.2.1).</summary>
    public static void ChangeProcessorState(Processor cpu, Instruction i)
    {
        if (!cpu.IsPrivileged) return;
        bool disable = (i.Immediate & 0x10) != 0;
        if ((i.Immediate & 2) != 0) cpu.Primask = disable;
        if ((i.Immediate & 1) == 0) return;

        // FAULTMASK can be set only below the priority of HardFault.
        if (!disable) cpu.Faultmask = false;
        else if (cpu.Nvic.ExecutionPriority > -1) cpu.Faultmask = true;
    }
}
