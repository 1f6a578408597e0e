namespace RspDebug.RspServer.Targets;

/// <summary>Starts runs, and tells of all of them, whoever started them.</summary>
public interface ITargetRuns
{
    /// <summary>Tells of every run and stop from here on, in their order. Called once, with a halted target, before anything else.</summary>
    void Watch(ITargetWatcher watcher);

    /// <summary>Orders a run and returns at once; the watcher is told when it begins and ends.</summary>
    /// <param name="plan">Run, step, or step through a range. A breakpoint at the current PC does not hold it.</param>
    /// <param name="thread">The thread that steps.</param>
    /// <param name="from">The stop that the order follows; the order is void when the target has moved on since, so that nothing is stepped twice.</param>
    void Resume(ResumePlan plan, RspThreadId thread, TargetStop from);

    /// <summary>Asks a running target to stop. Returns at once, may come from any thread, harmless when stopped.</summary>
    void Interrupt();
}
