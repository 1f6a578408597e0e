using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Session;

/// <summary>Somebody who waits for the end of a run.</summary>
internal interface IRunWaiter : IResumeHost
{
    /// <summary>The last stop that the client was told of.</summary>
    TargetStop? SeenStop { get; }

    /// <summary>Shows text of the program. Returns at once: a client that does not read loses text, and is told so.</summary>
    void ShowConsole(ReadOnlyMemory<byte> utf8);

    /// <summary>The run ended; called once, after which it waits no more. Returns at once.</summary>
    /// <param name="stop">Where the target stands.</param>
    /// <param name="isOwn">This waiter's order made the run; otherwise it joined the run of another, or was told of one that is over.</param>
    void OnRunEnded(TargetStop stop, bool isOwn);
}
