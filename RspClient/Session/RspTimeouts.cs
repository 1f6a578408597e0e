using RspDebug.RspClient.Packets;

namespace RspDebug.RspClient.Session;

/// <summary>How long a reply may take. Each sign of life from the stub (console text, keep-alive) starts the limit again.</summary>
public sealed record RspTimeouts
{
    /// <summary>Connection, and a stub that does not read.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Queries, registers, breakpoints.</summary>
    public TimeSpan Query { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Memory access.</summary>
    public TimeSpan Memory { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Commands of the stub.</summary>
    public TimeSpan Monitor { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Erasing and programming, which pyOCD does in silence.</summary>
    public TimeSpan Flash { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A step, after which the target is interrupted.</summary>
    public TimeSpan Step { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From an interrupt to the stop reply.</summary>
    public TimeSpan Interrupt { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>From an interrupt that had no effect to its repetition, within <see cref="Interrupt"/>.</summary>
    public TimeSpan InterruptRepeat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Silence that proves, while a link is brought back into step, that nothing old is on its way.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long an answer may still follow a <c>-</c> that line noise may have made out of a <c>+</c>.</summary>
    public TimeSpan NakGrace { get; init; } = TimeSpan.FromMilliseconds(100);

    internal TimeSpan Of(TimeoutClass timeoutClass) => timeoutClass switch
    {
        TimeoutClass.Memory => Memory,
        TimeoutClass.Monitor => Monitor,
        TimeoutClass.Flash => Flash,
        TimeoutClass.Step => Step,
        TimeoutClass.Run => System.Threading.Timeout.InfiniteTimeSpan,
        _ => Query,
    };
}
