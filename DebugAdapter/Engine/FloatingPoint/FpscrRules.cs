using RspDebug.DebugAdapter.Engine.Disassembly;

namespace RspDebug.DebugAdapter.Engine.FloatingPoint;

/// <summary>
/// Tells a program's own change of FPSCR from one that a server or probe made. Never asks to undo a legitimate change:
/// whatever could have come from execution is accepted.
/// </summary>
/// <remarks>
/// ARMv7-M ARM B1.5 (ExecuteFPCheck, PreserveFPState, exception entry and return). FPCCR before the step is optional: outside
/// rules 2, 3, 4 and 7 only a handler that ran unseen can change it, and rule 6 accepts that case, so that a step needs no
/// extra packet for it.
/// </remarks>
internal static class FpscrRules
{
    private const uint IpsrMask = 0x1FF;

    /// <summary>Applies rules 2 to 8 in their order; rule 1 (nothing to compare) is the caller's.</summary>
    public static FpscrVerdict Judge(in StepObservation step)
    {
        if (step.FpscrBefore == step.FpscrAfter)
            return FpscrVerdict.Unchanged;
        ThumbFlow instruction = step.Instruction;
        if (instruction.Has(ThumbTraits.FloatingPoint))
            return FpscrVerdict.FloatingPointInstruction;
        if (((step.XpsrBefore ^ step.XpsrAfter) & IpsrMask) != 0 || !IsPossibleSuccessor(step))
            return FpscrVerdict.ExceptionBoundary;
        bool handlerMode = (step.XpsrBefore & IpsrMask) != 0;
        if (handlerMode && instruction.Kind is ThumbFlowKind.IndirectBranch or ThumbFlowKind.IndirectCall)
            return FpscrVerdict.PossibleExceptionReturn;
        if (step.ContextBefore is { } before && step.ContextAfter is { } after && before != after)
            return FpscrVerdict.ContextChanged;
        bool contextIsStacked = step.ContextAfter is { Aspen: true, Fpca: true };
        if (!contextIsStacked && !step.InterruptsMasked)
            return FpscrVerdict.HandlersMayHaveRun;
        return IsOutsideTheModel(step) ? FpscrVerdict.OutsideTheModel : FpscrVerdict.ToolFault;
    }

    private static bool IsPossibleSuccessor(in StepObservation step)
    {
        ThumbFlow i = step.Instruction;
        return i.Kind switch
        {
            ThumbFlowKind.Sequential => step.PcAfter == i.Next,
            ThumbFlowKind.Branch or ThumbFlowKind.Call => step.PcAfter == i.Target || (step.IsConditional && step.PcAfter == i.Next),
            ThumbFlowKind.ConditionalBranch => step.PcAfter == i.Target || step.PcAfter == i.Next,
            ThumbFlowKind.Breakpoint => step.PcAfter == i.Address || step.PcAfter == i.Next,
            ThumbFlowKind.SupervisorCall or ThumbFlowKind.Undefined => step.IsConditional && step.PcAfter == i.Next,
            _ => true,
        };
    }

    private static bool IsOutsideTheModel(in StepObservation step)
    {
        ThumbFlow i = step.Instruction;
        if (i.Kind is ThumbFlowKind.SupervisorCall or ThumbFlowKind.Breakpoint)
            return true;
        if (i.Has(ThumbTraits.Waits | ThumbTraits.WritesSystemRegister))
            return true;
        // A store through a base inside the System Control Space may reach FPCCR, FPCAR, FPDSCR or CPACR.
        return i.Has(ThumbTraits.Store) && step.StoreBase is >= 0xE000_D000 and < 0xE001_0000;
    }
}
