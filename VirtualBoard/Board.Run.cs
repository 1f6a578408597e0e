using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard;

public sealed partial class Board
{
    /// <summary>Runs as <see cref="Processor.Run"/> does, and keeps the DWT's profiling counters when they are on.</summary>
    /// <param name="instructions">At most so many more instructions retire.</param>
    /// <param name="cycles">No instruction starts once so many more cycles have passed.</param>
    /// <returns>Why it stopped; <see cref="StepOutcome.Executed"/> at a limit.</returns>
    public StepOutcome Run(ulong instructions, ulong cycles = ulong.MaxValue)
    {
        ulong end = Processor.Instructions + instructions;
        ulong endCycle = cycles > ulong.MaxValue - Timeline.Cycles ? ulong.MaxValue : Timeline.Cycles + cycles;
        while (Processor.Instructions < end && Timeline.Cycles < endCycle)
        {
            // Profiling can be switched on and off by the program, so it is looked at again now and then.
            ulong rest = Math.Min(ProfileCheckInterval, end - Processor.Instructions);
            StepOutcome outcome = Debug.Profiles ? RunProfiled(rest, endCycle) : Processor.Run(rest, endCycle - Timeline.Cycles);
            if (outcome != StepOutcome.Executed) return outcome;
        }

        return StepOutcome.Executed;
    }

    private const ulong ProfileCheckInterval = 10_000;

    private StepOutcome RunProfiled(ulong instructions, ulong endCycle)
    {
        ulong end = Processor.Instructions + instructions;
        while (Processor.Instructions < end && Timeline.Cycles < endCycle)
        {
            StepOutcome outcome = Debug.StepProfiled();
            if (outcome < StepOutcome.Sleeping || (outcome == StepOutcome.Sleeping && Timeline.NextDue != ulong.MaxValue)) continue;
            return outcome;
        }

        return StepOutcome.Executed;
    }
}
