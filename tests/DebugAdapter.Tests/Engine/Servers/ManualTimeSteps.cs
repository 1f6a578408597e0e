using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Engine.Servers;

/// <summary>Moves a clock as long as somebody waits for it, in small steps: what waits sets its next timer in its own time.</summary>
internal static class ManualTimeSteps
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(25);

    /// <summary>Moves the clock until the task has ended, however it ended.</summary>
    public static async Task<T> AwaitAsync<T>(this ManualTime time, Task<T> waiting, CancellationToken cancellationToken)
    {
        await time.PassUntilAsync(waiting, cancellationToken);
        return await waiting;
    }

    /// <summary>The same, without a look at how it ended.</summary>
    public static async Task PassUntilAsync(this ManualTime time, Task waiting, CancellationToken cancellationToken)
    {
        while (!waiting.IsCompleted)
        {
            time.Advance(Step);
            await Task.WhenAny(waiting, Task.Delay(1, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
