using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Session;

/// <summary>Somebody who waits for the end of a run.</summary>
internal interface IRunWaiter : IResumeHost
{
    /// <summary>The run ended; called once, after which it waits no more.</summary>
    ValueTask OnRunEndedAsync(TargetStop stop);
}
