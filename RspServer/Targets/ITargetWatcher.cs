namespace RspDebug.RspServer.Targets;

/// <summary>Is told of runs and stops, one after the other; returns at once.</summary>
public interface ITargetWatcher : IResumeHost
{
    /// <summary>What kind of breakpoint clients have at an address; null for none. For targets that step through a range.</summary>
    ValueTask<BreakpointKind?> FindBreakpointAsync(TargetAddress address, CancellationToken cancellationToken) => new((BreakpointKind?)null);

    /// <summary>The target runs.</summary>
    void OnResumed();

    /// <summary>The program has printed something: those who wait for its stop are shown it, before any stop that is told later.</summary>
    void OnConsole(ReadOnlyMemory<byte> utf8);

    /// <summary>The target stands, after a run or moved by a reset. The instance stands for this stop: <see cref="ITargetRuns.Resume"/> gets it back.</summary>
    void OnStopped(TargetStop stop);
}
