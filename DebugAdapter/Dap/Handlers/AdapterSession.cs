using RspDebug.DebugAdapter.Engine.FileIo;
using RspDebug.DebugAdapter.Engine.Session;

namespace RspDebug.DebugAdapter.Dap.Handlers;

/// <summary>The one debug session of a conversation, once <c>launch</c> or <c>attach</c> has made it.</summary>
internal sealed class AdapterSession
{
    /// <summary>The only thread of a core without RTOS support.</summary>
    public const int ThreadId = 1;

    private StartedSession? _started;

    /// <summary>True between launch or attach and the end of the session.</summary>
    public bool IsOpen => _started is not null;

    /// <summary>The session.</summary>
    /// <exception cref="DapRequestException">There is none.</exception>
    public DebugSession Current => _started?.Session ?? throw new DapRequestException(
        ErrorId.WrongState, "There is no debug session. Send `launch` or `attach` first.");

    /// <summary>A command of the launch configuration asked for the target to run once the session has begun.</summary>
    public bool WantsToRun => _started?.WantsToRun ?? false;

    /// <summary>The target goes on after the session: it is no simulator that was started for it.</summary>
    public bool OutlivesSession => _started is { } started && !(started.OwnsServer && started.Quirks.LoadsImageItself);

    /// <summary>The firmware's files and console, or null.</summary>
    public FileIoHost? Files => _started?.Files;

    /// <summary>The session, halted.</summary>
    /// <exception cref="TargetRunningException">It runs.</exception>
    public DebugSession Halted => Current.IsRunning ? throw new TargetRunningException() : Current;

    /// <summary>The session was started without debugging (<c>noDebug</c>): no breakpoint is set.</summary>
    public bool RunsOnly { get; private set; }

    /// <summary>The session, halted and able to run.</summary>
    /// <exception cref="TargetRunningException">It runs already.</exception>
    /// <exception cref="DapRequestException">It is a core dump, or the link is being made again.</exception>
    public DebugSession Runnable => Current.IsReconnecting ? throw new DapRequestException(
        ErrorId.WrongState, "The link to the debug server is lost and is being made again, so nothing was run. Wait until the debug console says that it is connected again, or disconnect.")
        : Halted is { IsCoreDump: false } session ? session : throw new DapRequestException(
        ErrorId.WrongState, "This is a core dump: it shows how the target stood, and cannot run. To step, debug a live target with \"servertype\".");

    /// <summary>Sets the session.</summary>
    /// <param name="started">The session.</param>
    /// <param name="runsOnly">It was started without debugging.</param>
    public void Open(StartedSession started, bool runsOnly) => (_started, RunsOnly) = (started, runsOnly);

    /// <summary>Takes the session out, to end it.</summary>
    public StartedSession? Close() => Interlocked.Exchange(ref _started, null);
}
