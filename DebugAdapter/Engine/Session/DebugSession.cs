using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Engine.Faults;
using RspDebug.DebugAdapter.Engine.FloatingPoint;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Memory;
using RspDebug.DebugAdapter.Engine.Sharing;
using RspDebug.DebugAdapter.Engine.Stack;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>
/// One debug session on one target. Every call may come from any thread; it is posted to the engine loop, which alone touches the
/// target. Calls that need a halted target throw <see cref="TargetRunningException"/> while it runs.
/// </summary>
internal sealed partial class DebugSession : IAsyncDisposable
{
    private readonly EngineLoop _loop = new();
    private readonly ITargetLink _link;
    private readonly LoadedImage? _image;
    private readonly SessionOptions _options;
    private readonly ISessionEvents _events;
    private readonly TargetState _target;
    private readonly ArmedBreakpoints _armed;
    private readonly BreakpointManager _breakpoints;
    private readonly DataBreakpoints _data;
    private readonly ForeignBreakpoints _foreign;
    private readonly VectorCatch _vectors;
    private readonly CallStack _stack;
    private readonly RunControl _run;
    private readonly FpscrGuard _fpscr;
    private readonly InstructionStepper _instructions;
    private readonly Runner _runner;
    private readonly SourceStepper _stepper;
    private readonly SourcePaths _paths;
    private readonly CodeMap? _codeMap;
    private readonly Task _loopTask;

    public DebugSession(ITargetLink link, LoadedImage? image, SessionOptions options, ISessionEvents events)
    {
        _link = link;
        _image = image;
        _options = options;
        _events = events;
        _paths = new SourcePaths(options.SourceMap);
        _target = new TargetState(link, new ImageMemory());
        _armed = new ArmedBreakpoints(link) { IsRam = options.NeedsHardwareBreakpoints ? _ => false : new MemoryRegions(link.Regions).IsRam };
        var ids = new IdSource();
        _breakpoints = new BreakpointManager(_armed, new BreakpointResolver(image, _paths), ids);
        _data = new DataBreakpoints(link, ids);
        _foreign = new ForeignBreakpoints(_armed, _data);
        _vectors = new VectorCatch(_target, _armed);
        _stack = new CallStack(_target, image?.Unwind ?? NoImage.UnwindTables);
        _run = new RunControl(_loop, _target);
        _fpscr = new FpscrGuard(_target, options.Fpscr, text => events.OnOutput(OutputKind.Warning, text + "\n"));
        _instructions = new InstructionStepper(_target, _run, _armed, _fpscr);
        _runner = new Runner(_target, _run, _armed, _instructions, this, _stack);
        _codeMap = image is null ? null : new CodeMap(image.Info);
        InterruptPolicy interrupts = !link.StepsLetInterruptsIn ? InterruptPolicy.Mask
            : options.Interrupts == InterruptPolicy.Mask ? InterruptPolicy.Run : options.Interrupts;
        _stepper = new SourceStepper(
            _target, _run, _armed, _instructions, _runner, _codeMap ?? NoImage.CodeMap, _stack, interrupts, StepStatistics,
            text => events.OnOutput(OutputKind.Notice, text + "\n"));
        _loopTask = Task.Run(_loop.RunAsync);
    }

    /// <summary>The image, or null.</summary>
    public LoadedImage? Image => _image;

    /// <summary>The target is a core dump: it can be looked at, and neither run nor written.</summary>
    public bool IsCoreDump => _options.IsCoreDump;

    /// <summary>FPSCR faults seen and undone.</summary>
    public (int Faults, int Restored) FpscrCounts => (_fpscr.Faults, _fpscr.Restored);

    /// <summary>What is known of the server's numbering of FPSCR.</summary>
    public FpscrTrust FpscrTrust => _fpscr.Trust;

    /// <summary>What happened at single-steps.</summary>
    public StepStatistics StepStatistics { get; } = new();

    /// <summary>Packets and bytes so far.</summary>
    public LinkStatistics Statistics => _link.Statistics;

    /// <summary>Learns what the core offers and whether the image is what the target runs. Call once, before anything else.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => _loop.PostAsync(CommandNeeds.Halted, async () =>
    {
        byte[] fpCtrl = await _target.Memory.ReadAsync(ComparatorBudget.FpCtrlAddress, 4, cancellationToken).ConfigureAwait(false);
        _armed.Budget = ComparatorBudget.FromFpCtrl(fpCtrl).Limit(_options.ComparatorLimit);
        await _fpscr.PrepareAsync(hasDebugRegisters: fpCtrl.AsSpan().ContainsAnyExcept((byte)0), cancellationToken).ConfigureAwait(false);
        if (_image is not null)
            await CheckImageAsync(_image, cancellationToken).ConfigureAwait(false);
        _isPrepared = true;
        await ArmCommandBreakpointsAsync(cancellationToken).ConfigureAwait(false);
        return true;
    });

    /// <summary>What steps did so far, as the debug console shows it at the end and for <c>maint steps</c>.</summary>
    public string DescribeSteps() =>
        $"Steps: {StepStatistics}; FPSCR altered by the server {_fpscr.Faults} times, restored {_fpscr.Restored} times.";

    /// <summary>Leaves the target: breakpoints removed, then detached, so that it goes on as the server does it.</summary>
    public Task DetachAsync(bool leaveHalted, CancellationToken cancellationToken) => _loop.PostAsync(CommandNeeds.EndRun, async () =>
    {
        await _vectors.RestoreAsync(cancellationToken).ConfigureAwait(false);
        await _data.DisarmAllAsync(cancellationToken).ConfigureAwait(false);
        await _armed.DisarmAllAsync(cancellationToken).ConfigureAwait(false);
        await _link.RestoreSteppingAsync(cancellationToken).ConfigureAwait(false);
        await RunEndCommandsAsync(cancellationToken).ConfigureAwait(false);
        if (StepStatistics.Instructions > 0)
            _events.OnOutput(OutputKind.Notice, DescribeSteps() + "\n");
        if (!leaveHalted)
            await _link.DetachAsync(cancellationToken).ConfigureAwait(false);
        return true;
    });

    /// <summary>Runs a server command (<c>monitor</c>); what was cached of the target is forgotten.</summary>
    public Task<string> MonitorAsync(string command, CancellationToken cancellationToken) =>
        _loop.PostAsync(CommandNeeds.ShortHalt, () => AskServerAsync(command, rearms: true, cancellationToken));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _loop.Close();
        await _lifetime.CancelAsync().ConfigureAwait(false);
        await _link.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAny(_loopTask, Task.Delay(TimeSpan.FromSeconds(2))).ConfigureAwait(false);
        _image?.Dispose();
    }

    private async ValueTask CheckImageAsync(LoadedImage image, CancellationToken cancellationToken)
    {
        if (!image.Info.IsPresent)
            _events.OnOutput(OutputKind.Warning, $"'{image.Path}' has no debug information: only instructions and symbols can be shown. Compile with -g and link without stripping.\n");
        if (_options.ImageCheck == ImageCheck.Off)
            return;
        ImageDifference? difference = _options.ImageCheck == ImageCheck.Trust
            ? null
            : await ImageVerifier.FindDifferenceAsync(_link, image.ReadOnlySections, _options.ImageCheck, cancellationToken).ConfigureAwait(false);
        if (difference is null)
            image.LendTo(_target.Image);
        else if (difference.IsUnreadable)
            _events.OnOutput(OutputKind.Warning, $"The target's memory cannot be read at 0x{difference.Address:x8}, where '{image.Path}' has code or constants: whether it runs this build is not known. See that the image is for this chip, and that the chip is powered and not locked.\n");
        else
            _events.OnOutput(OutputKind.Warning, $"The target's memory differs from '{image.Path}' at 0x{difference.Address:x8}: it runs another build. Load this image, or point \"executable\" at the one that runs.\n");
    }
}
