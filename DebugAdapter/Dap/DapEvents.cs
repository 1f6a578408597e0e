using RspDebug.DebugAdapter.Dap.Protocol;

namespace RspDebug.DebugAdapter.Dap;

/// <summary>The events that the adapter can send.</summary>
public static class DapEvents
{
    /// <summary><c>initialized</c>.</summary>
    public static DapEvent<NoBody> Initialized { get; } = new("initialized");
    /// <summary><c>stopped</c>.</summary>
    public static DapEvent<StoppedEvent> Stopped { get; } = new("stopped");
    /// <summary><c>continued</c>.</summary>
    public static DapEvent<ContinuedEvent> Continued { get; } = new("continued");
    /// <summary><c>exited</c>.</summary>
    public static DapEvent<ExitedEvent> Exited { get; } = new("exited");
    /// <summary><c>terminated</c>.</summary>
    public static DapEvent<TerminatedEvent> Terminated { get; } = new("terminated");
    /// <summary><c>thread</c>.</summary>
    public static DapEvent<ThreadEvent> Thread { get; } = new("thread");
    /// <summary><c>output</c>.</summary>
    public static DapEvent<OutputEvent> Output { get; } = new("output");
    /// <summary><c>breakpoint</c>.</summary>
    public static DapEvent<BreakpointEvent> Breakpoint { get; } = new("breakpoint");
    /// <summary><c>module</c>.</summary>
    public static DapEvent<ModuleEvent> Module { get; } = new("module");
    /// <summary><c>loadedSource</c>.</summary>
    public static DapEvent<LoadedSourceEvent> LoadedSource { get; } = new("loadedSource");
    /// <summary><c>process</c>.</summary>
    public static DapEvent<ProcessEvent> Process { get; } = new("process");
    /// <summary><c>capabilities</c>.</summary>
    public static DapEvent<CapabilitiesEvent> Capabilities { get; } = new("capabilities");
    /// <summary><c>progressStart</c>.</summary>
    public static DapEvent<ProgressStartEvent> ProgressStart { get; } = new("progressStart");
    /// <summary><c>progressUpdate</c>.</summary>
    public static DapEvent<ProgressUpdateEvent> ProgressUpdate { get; } = new("progressUpdate");
    /// <summary><c>progressEnd</c>.</summary>
    public static DapEvent<ProgressEndEvent> ProgressEnd { get; } = new("progressEnd");
    /// <summary><c>invalidated</c>.</summary>
    public static DapEvent<InvalidatedEvent> Invalidated { get; } = new("invalidated");
    /// <summary><c>memory</c>.</summary>
    public static DapEvent<MemoryEvent> Memory { get; } = new("memory");
}
