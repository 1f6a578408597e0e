using RspDebug.DebugAdapter.Engine.Target;

namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>Decides whether a user breakpoint at PC stops: its condition, hit count and log message.</summary>
internal interface IUserStops
{
    /// <summary>Ids of the breakpoints at PC that want to stop; null when there is no breakpoint, empty when none wants to.</summary>
    ValueTask<IReadOnlyList<int>?> DecideAsync(uint pc, CancellationToken cancellationToken);

    /// <summary>
    /// Asks about a stop that no code breakpoint explains: data breakpoints, and a BKPT of the program whose IT condition is false, which is
    /// passed. Null when it is none of these.
    /// </summary>
    ValueTask<DataStop?> DecideDataAsync(TargetStop stop, CancellationToken cancellationToken);
}
