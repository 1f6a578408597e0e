namespace RspDebug.RspServer.Targets;

/// <summary>Is told of runs and stops, one after the other; returns at once.</summary>
public interface ITargetWatcher : IResumeHost
{
    /// <summary>The target runs.</summary>
    void OnResumed();

    /// <summary>The target stands, after a run or moved by a reset. The instance stands for this stop: <see cref="ITargetRuns.Resume"/> gets it back.</summary>
    void OnStopped(TargetStop stop);
}
