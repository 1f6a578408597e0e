using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Debug.AccessPort;
using RspDebug.VirtualBoard.Memory;
using RspDebug.VirtualBoard.SystemControl;
using RspDebug.VirtualBoard.Trace;

namespace RspDebug.VirtualBoard.Debug;

/// <summary>Everything a debugger touches in a Cortex-M4: halting debug, FPB, DWT, ITM, TPIU, ROM table, and the access ports that lead to them.</summary>
/// <remarks>The registers are on the bus, so software, a debug port and a front end all work on the same state. It survives a system reset.</remarks>
public sealed class DebugUnit : IDebugEvents, IDataAccessObserver, IExceptionObserver, IStateful
{
    private readonly Processor _cpu;
    private readonly HaltingDebug _halting;
    private readonly FlashPatch _flashPatch;
    private readonly DataWatch _dataWatch;
    private readonly InstrumentationUnit _instrumentation;

    internal DebugUnit(Processor cpu, Action reset, Action eraseAll)
    {
        _cpu = cpu;
        var memory = new AhbAccessPort(cpu.Bus);
        Port = new DebugPort(memory, new ControlAccessPort(memory, reset, eraseAll));
        TracePort = new TracePort(cpu.Bus, cpu.Timeline);
        _halting = new HaltingDebug(cpu);
        _instrumentation = new InstrumentationUnit(cpu.Timeline, TracePort, () => _halting.IsTraceEnabled);
        _flashPatch = new FlashPatch(cpu);
        _dataWatch = new DataWatch(cpu, _halting, _instrumentation) { ObserversChanged = UpdateObservers };
        _halting.TraceEnableChanged = _dataWatch.OnTraceEnableChanged;
        Attach(cpu.Bus);
        cpu.SystemSpace.Add(HaltingDebug.StatusOffset, HaltingDebug.StatusOffset, _halting);
        cpu.SystemSpace.Add(HaltingDebug.ControlOffset, HaltingDebug.MonitorOffset, _halting);
        cpu.DebugEvents = this;
        cpu.ExceptionObserver = this;
    }

    /// <summary>The debug port, as a probe sees the chip.</summary>
    public DebugPort Port { get; }

    /// <summary>The TPIU and its SWO output.</summary>
    public TracePort TracePort { get; }

    /// <summary>DHCSR.C_DEBUGEN.</summary>
    public bool IsHaltingEnabled => _halting.IsEnabled;

    /// <summary>DFSR.</summary>
    public DebugStatus Status => _halting.Status;

    /// <summary>The address whose access, or whose execution, last matched a watchpoint.</summary>
    public uint LastWatchedAddress => _dataWatch.LastWatchedAddress;

    /// <summary>Hears of exceptions besides the exception trace; null for nobody.</summary>
    public IExceptionObserver? ExceptionObserver { get; set; }

    /// <summary>Hears of data accesses besides the comparators; null for nobody, which keeps the fast memory path.</summary>
    public IDataAccessObserver? DataObserver
    {
        get;
        set
        {
            field = value;
            UpdateObservers();
        }
    }

    internal bool Profiles => _dataWatch.Profiles;

    /// <inheritdoc/>
    public FetchMatch MatchFetch(uint address) =>
        (_flashPatch.Matches(address) ? FetchMatch.Breakpoint : FetchMatch.None) | (_dataWatch.MatchesPc(address) ? FetchMatch.Watch : FetchMatch.None);

    /// <inheritdoc/>
    public BreakpointAction OnBreakpoint(uint address, int? immediate) => _halting.OnBreakpoint();

    /// <inheritdoc/>
    public void OnWatchedInstruction(uint address) => _dataWatch.OnWatchedInstruction(address);

    /// <inheritdoc/>
    public void OnVectorCatch(int number, uint status) => _halting.OnVectorCatch(number, status);

    /// <inheritdoc/>
    public void OnDataAccess(uint address, int sizeInBytes, uint value, bool isWrite)
    {
        _dataWatch.OnDataAccess(address, sizeInBytes, value, isWrite);
        DataObserver?.OnDataAccess(address, sizeInBytes, value, isWrite);
    }

    /// <inheritdoc/>
    public void OnException(ExceptionChange change, int number)
    {
        _dataWatch.OnException(change, number);
        ExceptionObserver?.OnException(change, number);
    }

    /// <inheritdoc/>
    public void Save(StateWriter state)
    {
        _halting.Save(state);
        _flashPatch.Save(state);
        _dataWatch.Save(state);
        _instrumentation.Save(state);
        TracePort.Save(state);
    }

    /// <inheritdoc/>
    public void Restore(ref StateReader state)
    {
        _halting.Restore(ref state);
        _flashPatch.Restore(ref state);
        _dataWatch.Restore(ref state);
        _instrumentation.Restore(ref state);
        TracePort.Restore(ref state);
    }

    internal void OnReset() => _halting.OnReset();

    /// <summary>One step with its cycles accounted to the profiling counters.</summary>
    internal StepOutcome StepProfiled()
    {
        ulong before = _cpu.Timeline.Cycles;
        bool loads = _cpu.NextIsLoadStore;
        StepOutcome outcome = _cpu.Step();
        _dataWatch.Account(outcome, _cpu.Timeline.Cycles - before, loads);
        return outcome;
    }

    private void Attach(Bus bus)
    {
        const uint Page = 0x1000;
        bus.Attach(InstrumentationUnit.BaseAddress, Page, _instrumentation);
        bus.Attach(DataWatch.BaseAddress, Page, _dataWatch);
        bus.Attach(FlashPatch.BaseAddress, Page, _flashPatch);
        bus.Attach(TracePort.BaseAddress, Page, TracePort.Registers);
        bus.Attach(EmbeddedTrace.BaseAddress, Page, new EmbeddedTrace());
        bus.Attach(RomTable.BaseAddress, Page, new RomTable());
    }

    private void UpdateObservers() => _cpu.DataObserver = _dataWatch.WatchesData || DataObserver is not null ? this : null;
}
