using RspDebug.VirtualBoard.Core.Execute;

namespace RspDebug.VirtualBoard.Core;

public sealed partial class Processor
{
    private ulong _instructionTrigger = ulong.MaxValue;

    /// <summary>Runs one instruction, or enters one pending exception.</summary>
    public StepOutcome Step() =>
        Attention != Attention.None || Timeline.Cycles >= Timeline.NextDue || Instructions >= _instructionTrigger ? StepWithAttention() : ExecuteNext();

    /// <summary>Steps until the core halts, sleeps with nothing scheduled, locks up, or a limit is reached.</summary>
    /// <param name="instructions">At most so many more instructions retire.</param>
    /// <param name="cycles">No instruction starts once so many more cycles have passed, asleep or awake.</param>
    /// <returns>Why it stopped; <see cref="StepOutcome.Executed"/> at a limit.</returns>
    public StepOutcome Run(ulong instructions, ulong cycles = ulong.MaxValue)
    {
        ulong end = Instructions + instructions;
        ulong endCycle = cycles > ulong.MaxValue - Timeline.Cycles ? ulong.MaxValue : Timeline.Cycles + cycles;
        while (Instructions < end && Timeline.Cycles < endCycle)
        {
            StepOutcome outcome = Step();
            if (outcome < StepOutcome.Sleeping) continue;
            if (outcome == StepOutcome.Sleeping && Timeline.NextDue != ulong.MaxValue) continue;
            return outcome;
        }

        return StepOutcome.Executed;
    }

    /// <summary>Calls <paramref name="action"/> between two instructions, once <paramref name="instruction"/> instructions have retired
    /// (fault injection: pend an interrupt at a chosen place). One trigger at a time.</summary>
    public void TriggerAt(ulong instruction, Action<Processor> action)
    {
        _instructionTrigger = instruction;
        _triggered = action;
    }

    private Action<Processor>? _triggered;

    private StepOutcome StepWithAttention()
    {
        if ((Attention & Attention.ResetRequested) != Attention.None) TakeResetRequest();
        if ((Attention & Attention.Halted) != Attention.None) return StepOutcome.Halted;
        Timeline.RunDue();
        if (Instructions >= _instructionTrigger)
        {
            _instructionTrigger = ulong.MaxValue;
            _triggered?.Invoke(this);
        }

        if ((Attention & Attention.ExceptionPending) != Attention.None)
        {
            Attention &= ~(Attention.Sleeping | Attention.LockedUp);
            Exceptions.EnterPending();
            return StepOutcome.ExceptionEntered;
        }

        if ((Attention & Attention.LockedUp) != Attention.None)
        {
            Timeline.Cycles++;
            return StepOutcome.LockedUp;
        }

        if ((Attention & Attention.Sleeping) != Attention.None) return Sleep();
        if ((Attention & Attention.NotThumb) != Attention.None)
        {
            Exceptions.TakeSynchronous(Fault.InvalidState, Pc);
            return StepOutcome.Executed;
        }

        return ExecuteNext();
    }

    private StepOutcome ExecuteNext()
    {
        uint pc = Pc;
        Instruction? instruction = _code.Find(pc);
        if (instruction is null && (instruction = _code.Decode(pc)) is null) return TakeRaised();
        R[15] = pc + 4;
        NextPc = pc + instruction.SizeInBytes;
        if (ItState == 0) instruction.Execute(this, instruction);
        else ExecuteInsideIt(instruction);
        // A breakpoint that halts comes before its instruction and takes no time.
        if (_raised == Fault.Breakpoint && IsHalted) return TakeRaised();
        Timeline.Cycles += instruction.Cycles;
        if (_raised != Fault.None) return TakeRaised();
        Instructions++;
        Pc = NextPc;
        return StepOutcome.Executed;
    }

    private void ExecuteInsideIt(Instruction instruction)
    {
        uint before = ItState;
        if ((before & 0xF) == 0)
        {
            // ICI of a load/store multiple that an exception interrupted: any other instruction drops it.
            _returned = false;
            instruction.Execute(this, instruction);
            if (!_returned && _raised == Fault.None && ItState == before) ItState = 0;
            return;
        }

        _returned = false;
        if (instruction.Unconditional || Conditions.Holds(this, before >> 4))
        {
            instruction = instruction.InsideIt ?? instruction;
            instruction.Execute(this, instruction);
            if (_raised is not (Fault.None or Fault.SupervisorCall)) return;
        }

        // An exception return inside the block loaded a new IT state: leave that alone.
        if (!_returned) ItState = (before & 7) == 0 ? 0 : (before & 0xE0) | ((before << 1) & 0x1F);
    }

    private bool _returned;

    internal void OnContextReturned() => _returned = true;

    private StepOutcome TakeRaised()
    {
        Fault fault = _raised;
        _raised = Fault.None;
        if (fault == Fault.Breakpoint && IsHalted) return StepOutcome.Halted;
        if (fault == Fault.SupervisorCall) Instructions++;
        Exceptions.TakeSynchronous(fault, _raisedAddress);
        return StepOutcome.Executed;
    }

    /// <summary>Ends the instruction with a synchronous exception; the first one raised counts.</summary>
    internal void Raise(Fault fault, uint address = 0)
    {
        if (_raised != Fault.None) return;
        _raised = fault;
        _raisedAddress = address;
    }
}
