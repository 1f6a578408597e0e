using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Memory;
using RspDebug.VirtualBoard.Trace;

namespace RspDebug.VirtualBoard.Debug;

/// <summary>The DWT: four comparators, cycle counter, PC sampling, exception and data trace, profiling counters (DDI0403E C1.8).</summary>
internal sealed partial class DataWatch : DebugRegisters, IStateful
{
    public const uint BaseAddress = 0xE000_1000;
    public const int ComparatorCount = 4;
    private const int LargestMaskBits = 15;

    private const uint CycleCounterEnable = 1, SampleEnable = 1 << 12, ExceptionTraceEnable = 1 << 16, CycleEventEnable = 1 << 22;

    private readonly Processor _cpu;
    private readonly HaltingDebug _halting;
    private readonly InstrumentationUnit _trace;
    private readonly WatchComparator[] _comparators = [new(), new(), new(), new()];
    private uint _control;
    private ulong _cycleBase;
    private uint _frozenCycles;

    public DataWatch(Processor cpu, HaltingDebug halting, InstrumentationUnit trace)
        : base(CoreSightIdentity.OfArm(0xE, 0x002))
    {
        (_cpu, _halting, _trace) = (cpu, halting, trace);
        _tap = new PostCounterTap(this);
        _synchronization = new SynchronizationTap(this);
        _cycleMatch = new CycleMatchEvent(this);
        cpu.Timeline.Add(_tap);
        cpu.Timeline.Add(_synchronization);
        cpu.Timeline.Add(_cycleMatch);
    }

    /// <summary>The address whose access last matched a watchpoint.</summary>
    public uint LastWatchedAddress { get; private set; }

    /// <summary>The DWT works only with DEMCR.TRCENA set.</summary>
    private bool IsOn => _halting.IsTraceEnabled;

    /// <summary>Whether any comparator looks at data accesses.</summary>
    public bool WatchesData
    {
        get
        {
            if (!IsOn) return false;
            foreach (WatchComparator comparator in _comparators)
                if (comparator.Function.WatchesData && !comparator.ComparesCycles) return true;
            return false;
        }
    }

    /// <summary>Whether a comparator matches the PC of an instruction.</summary>
    public bool MatchesPc(uint address)
    {
        if (!IsOn) return false;
        foreach (WatchComparator comparator in _comparators)
            if (IsPcMatch(comparator) && comparator.Covers(address, 2)) return true;
        return false;
    }

    /// <summary>An instruction with a PC match retired.</summary>
    public void OnWatchedInstruction(uint address)
    {
        foreach (WatchComparator comparator in _comparators)
            if (IsPcMatch(comparator) && comparator.Covers(address, 2)) comparator.Matched = true;
        LastWatchedAddress = address;
        _halting.OnWatchpoint();
    }

    public void OnDataAccess(uint address, int sizeInBytes, uint value, bool isWrite)
    {
        bool stops = false;
        for (int n = 0; n < ComparatorCount; n++)
        {
            WatchComparator comparator = _comparators[n];
            WatchFunction function = comparator.Function;
            if (!function.WatchesData || comparator.ComparesCycles || !Matches(n, comparator, address, sizeInBytes, value)) continue;
            comparator.Matched = true;
            stops |= isWrite ? function.StopsOnWrite : function.StopsOnRead;
            if (isWrite ? function.TracesWrite : function.TracesRead) EmitData(n, function, address, sizeInBytes, value, isWrite);
        }

        if (!stops) return;
        LastWatchedAddress = address;
        _halting.OnWatchpoint();
    }

    public void OnException(ExceptionChange change, int number)
    {
        if (IsOn && (_control & ExceptionTraceEnable) != 0) _trace.EmitHardware(1, 2, (uint)number & 0x1FF | (uint)change << 12);
    }

    public void OnTraceEnableChanged()
    {
        UpdateObservers();
        foreach (WatchComparator comparator in _comparators)
            if (comparator.Function.MatchesPc) Invalidate(comparator);
        RestartTimers();
    }

    private static bool IsPcMatch(WatchComparator comparator) => comparator.Function.MatchesPc && !comparator.ComparesCycles;

    private bool Matches(int index, WatchComparator comparator, uint address, int sizeInBytes, uint value)
    {
        if (!comparator.ComparesValue) return comparator.Covers(address, sizeInBytes);
        if (comparator.ValueSizeInBytes != sizeInBytes) return false;
        uint mask = uint.MaxValue >> (32 - 8 * sizeInBytes);
        if (((value ^ comparator.Comparand) & mask) != 0) return false;
        (int first, int second) = comparator.LinkedComparators;
        return IsLinked(first) || IsLinked(second);

        bool IsLinked(int linked) => linked == index || (linked < ComparatorCount && _comparators[linked].Covers(address, sizeInBytes));
    }

    // Data trace packets by discriminator (D4): PC 01cc0, address 01cc1, value 10ccW.
    private void EmitData(int index, WatchFunction function, uint address, int sizeInBytes, uint value, bool isWrite)
    {
        if (function.EmitsPc) _trace.EmitHardware(8 | index << 1, 4, _cpu.Pc);
        if (function.EmitsAddress) _trace.EmitHardware(9 | index << 1, 2, address & 0xFFFF);
        if (function.EmitsValue) _trace.EmitHardware(16 | index << 1 | (isWrite ? 1 : 0), sizeInBytes, value);
    }

    private void UpdateObservers() => ObserversChanged?.Invoke();

    /// <summary>Called when <see cref="WatchesData"/> may have changed.</summary>
    public Action? ObserversChanged { get; set; }

    private void Invalidate(WatchComparator comparator)
    {
        uint size = 1u << comparator.MaskBits, start = comparator.Comparand & ~(size - 1);
        _cpu.InvalidateDecoded(start & ~1u, Math.Max(size, 2));
    }
}
