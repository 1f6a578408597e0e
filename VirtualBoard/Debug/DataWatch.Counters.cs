using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.Debug;

/// <summary>The 8-bit profiling counters CPICNT, EXCCNT, SLEEPCNT, LSUCNT and FOLDCNT (DDI0403E C1.8.4).</summary>
/// <remarks>
/// Kept so that cycles = instructions + CPI + EXC + SLEEP + LSU - FOLD holds. No instruction is folded on this board. They cost a look at each
/// instruction, so they count only while one of their event packets is enabled, and the board then runs step by step.
/// </remarks>
internal sealed partial class DataWatch
{
    private const int Cpi = 0, Exception = 1, Sleep = 2, LoadStore = 3;
    private const int FirstEnableBit = 17;
    private readonly byte[] _counters = new byte[5];

    /// <summary>Whether a counter is enabled.</summary>
    public bool Profiles => IsOn && (_control >> FirstEnableBit & 0x1F) != 0;

    /// <summary>Accounts for one step.</summary>
    /// <param name="outcome">What it did.</param>
    /// <param name="cycles">Cycles it took.</param>
    /// <param name="isLoadStore">Whether the instruction was a load or a store.</param>
    public void Account(StepOutcome outcome, ulong cycles, bool isLoadStore)
    {
        switch (outcome)
        {
            case StepOutcome.ExceptionEntered: Add(Exception, cycles); break;
            case StepOutcome.Sleeping: Add(Sleep, cycles); break;
            case StepOutcome.Executed when cycles > 1: Add(isLoadStore ? LoadStore : Cpi, cycles - 1); break;
        }
    }

    private void Add(int counter, ulong cycles)
    {
        if ((_control >> (FirstEnableBit + counter) & 1) == 0) return;
        ulong sum = _counters[counter] + cycles;
        _counters[counter] = (byte)sum;
        for (ulong wraps = sum >> 8; wraps > 0; wraps--) _trace.EmitHardware(0, 1, 1u << counter);
    }
}
