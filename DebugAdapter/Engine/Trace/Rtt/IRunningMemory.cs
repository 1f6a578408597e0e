using RspDebug.DebugAdapter.Engine.Memory;
using RspDebug.DebugAdapter.Engine.Session;

namespace RspDebug.DebugAdapter.Engine.Trace.Rtt;

/// <summary>The memory of a target that runs between the calls.</summary>
internal interface IRunningMemory
{
    /// <summary>Sets the halted target going.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Reads and writes.</summary>
    /// <exception cref="EngineRequestException">The target has stopped by itself: it would be silent for ever.</exception>
    Task<T> UseAsync<T>(Func<HaltedMemory, ValueTask<T>> work);

    /// <summary>Waits until the next look, or until it is known that the target has stopped.</summary>
    Task WaitAsync(TimeSpan pause, CancellationToken cancellationToken);
}
