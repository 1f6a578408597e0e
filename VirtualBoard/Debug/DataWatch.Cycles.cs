using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.Debug;

/// <summary>CYCCNT and what its taps drive: PC samples, cycle events, synchronization packets, cycle match.</summary>
/// <remarks>Debug state stops CYCCNT, since no cycles pass then. Taps act between two instructions, so late by at most one.</remarks>
internal sealed partial class DataWatch
{
    private readonly PostCounterTap _tap;
    private readonly SynchronizationTap _synchronization;
    private readonly CycleMatchEvent _cycleMatch;
    private uint _postCount;

    private bool CountsCycles => (_control & CycleCounterEnable) != 0;

    private uint CycleCount => CountsCycles ? (uint)(_cpu.Timeline.Cycles - _cycleBase) : _frozenCycles;

    private void SetCycleCount(uint value)
    {
        _frozenCycles = value;
        _cycleBase = unchecked(_cpu.Timeline.Cycles - value);
        RestartTimers();
    }

    private void RestartTimers()
    {
        _tap.Restart();
        _synchronization.Restart();
        _cycleMatch.Restart();
        _cpu.Timeline.Reschedule();
    }

    /// <summary>The next cycle at which the bit of CYCCNT that a tap watches changes over, or never.</summary>
    private ulong NextTap(int bit)
    {
        ulong counted = unchecked(_cpu.Timeline.Cycles - _cycleBase);
        return _cpu.Timeline.Cycles + ((1UL << bit) - (counted & ((1UL << bit) - 1)));
    }

    private void OnPostCounter()
    {
        if (_postCount > 0)
        {
            _postCount--;
            return;
        }

        _postCount = (_control >> 1) & 15;      // POSTPRESET
        if ((_control & CycleEventEnable) != 0) _trace.EmitHardware(0, 1, 1 << 5);
        if ((_control & SampleEnable) == 0) return;
        if (_cpu.IsSleeping) _trace.EmitHardware(2, 1, 0);
        else _trace.EmitHardware(2, 4, _cpu.Pc);
    }

    /// <summary>CYCTAP: bit 6 or bit 10 of CYCCNT clocks POSTCNT.</summary>
    private sealed class PostCounterTap(DataWatch watch) : ITimed
    {
        private ulong _due = ulong.MaxValue;

        public ulong DueCycle => _due;

        private int Bit => (watch._control & (1 << 9)) != 0 ? 10 : 6;

        public void Restart() =>
            _due = watch.IsOn && watch.CountsCycles && (watch._control & (SampleEnable | CycleEventEnable)) != 0 ? watch.NextTap(Bit) : ulong.MaxValue;

        public void OnDue(ulong now)
        {
            _due += 1UL << Bit;
            watch.OnPostCounter();
        }
    }

    /// <summary>SYNCTAP: bit 24, 26 or 28 of CYCCNT asks the ITM and the TPIU for a synchronization packet.</summary>
    private sealed class SynchronizationTap(DataWatch watch) : ITimed
    {
        private ulong _due = ulong.MaxValue;

        public ulong DueCycle => _due;

        private int Tap => (int)(watch._control >> 10 & 3);

        public void Restart() => _due = watch.IsOn && watch.CountsCycles && Tap != 0 ? watch.NextTap(22 + 2 * Tap) : ulong.MaxValue;

        public void OnDue(ulong now)
        {
            _due += 1UL << (22 + 2 * Tap);
            watch._trace.EmitSynchronization();
        }
    }

    /// <summary>CYCMATCH of comparator 0.</summary>
    private sealed class CycleMatchEvent(DataWatch watch) : ITimed
    {
        private ulong _due = ulong.MaxValue;

        public ulong DueCycle => _due;

        private WatchComparator Comparator => watch._comparators[0];

        public void Restart() =>
            _due = watch.IsOn && watch.CountsCycles && Comparator.ComparesCycles && Comparator.Function.MatchesPc
                ? watch._cpu.Timeline.Cycles + (Comparator.Comparand - watch.CycleCount)
                : ulong.MaxValue;

        public void OnDue(ulong now)
        {
            _due += 1UL << 32;          // CYCCNT comes round again.
            Comparator.Matched = true;
            watch._halting.OnWatchpoint();
        }
    }
}
