using RspDebug.Dwarf.Memory;

namespace RspDebug.Dwarf.Unwind;

/// <summary>Walks a plan: reads what the function saved and gives the caller's registers.</summary>
internal static class PlanExecutor
{
    // All slots of one frame are fetched as one range when they lie this close: one packet instead of one a register.
    private const ulong LargestSlotRangeInBytes = 512;

    // Null when memory is missing; the probe says which.
    public static CallerState? TryRun(FramePlan plan, UnwindFrame frame, MemoryProbe probe)
    {
        PrefetchSlots(plan, probe);
        if (probe.Failure is not null)
            return null;
        RegisterSet callee = frame.Registers;
        RegisterSetBuilder caller = callee.ToBuilder();
        for (int i = 0; i < CoreRegisters.Count; i++)
        {
            if (CoreRegisters.IsCallClobbered((CoreRegister)i))
                caller.Forget((CoreRegister)i);
        }
        foreach ((CoreRegister register, Recovery recovery) in plan.Registers)
        {
            // Whatever slot LR was saved in held the return address: that is the caller's PC; its own LR is gone.
            if (register != CoreRegister.Lr)
                Apply(caller, callee, register, recovery, probe);
        }
        SetStackPointer(caller, plan.ReturnsToMainStack ? StackBank.Main : frame.Stack, plan.Cfa!.Value);
        uint? returnAddress = Resolve(callee, plan.ReturnAddress, probe);
        return probe.Failure is null ? new CallerState(caller, returnAddress) : null;
    }

    public static void SetStackPointer(RegisterSetBuilder registers, StackBank stack, uint value)
    {
        registers.SetComputed(CoreRegister.Sp, value);
        if (stack != StackBank.Unknown)
            registers.SetComputed(stack == StackBank.Main ? CoreRegister.Msp : CoreRegister.Psp, value);
    }

    private static void Apply(RegisterSetBuilder caller, RegisterSet callee, CoreRegister register, Recovery recovery, MemoryProbe probe)
    {
        switch (recovery.Kind)
        {
            case RecoveryKind.Register:
                caller.Copy(register, callee, (CoreRegister)recovery.Operand);
                break;
            case RecoveryKind.Value:
                caller.SetComputed(register, (uint)recovery.Operand);
                break;
            case RecoveryKind.Memory:
                Span<byte> slot = stackalloc byte[4];
                if (probe.Read(recovery.Operand, slot) == MemoryStatus.Available)
                    caller.Set(register, probe.Word(slot), RegisterOrigin.InMemory(recovery.Operand));
                else
                    caller.Forget(register);
                break;
            default:
                caller.Forget(register);
                break;
        }
    }

    private static uint? Resolve(RegisterSet callee, Recovery recovery, MemoryProbe probe) => recovery.Kind switch
    {
        RecoveryKind.Register => callee[(CoreRegister)recovery.Operand],
        RecoveryKind.Value => (uint)recovery.Operand,
        RecoveryKind.Memory => probe.TryReadWord(recovery.Operand, out uint value) ? value : null,
        _ => null,
    };

    private static void PrefetchSlots(FramePlan plan, MemoryProbe probe)
    {
        ulong low = ulong.MaxValue, high = 0;
        foreach (Recovery recovery in plan.Registers.Select(pair => pair.Value).Append(plan.ReturnAddress))
        {
            if (recovery.Kind != RecoveryKind.Memory)
                continue;
            low = Math.Min(low, recovery.Operand);
            high = Math.Max(high, recovery.Operand + 4);
        }
        if (high <= low || high - low > LargestSlotRangeInBytes)
            return;
        Span<byte> range = stackalloc byte[(int)(high - low)];
        // Unreadable parts show again, slot by slot, where they matter.
        probe.Read(low, range);
    }
}
