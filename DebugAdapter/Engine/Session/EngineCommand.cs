namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>One piece of work for the engine loop.</summary>
internal abstract class EngineCommand(CommandNeeds needs)
{
    /// <summary>What it asks of the target.</summary>
    public CommandNeeds Needs { get; } = needs;

    /// <summary>Does the work and completes the poster's task, also when it fails.</summary>
    public abstract ValueTask RunAsync();

    /// <summary>Completes the poster's task with an error instead of doing the work.</summary>
    public abstract void Refuse(Exception reason);
}

/// <inheritdoc/>
/// <typeparam name="T">What the poster gets.</typeparam>
internal sealed class EngineCommand<T>(CommandNeeds needs, Func<ValueTask<T>> body) : EngineCommand(needs)
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the command ran or was refused.</summary>
    public Task<T> Completion => _completion.Task;

    /// <inheritdoc/>
    public override async ValueTask RunAsync()
    {
        // The failure belongs to whoever posted the command; the loop goes on.
        Task<T> work = body().AsTask();
        await ((Task)work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (work.IsCompletedSuccessfully)
            _completion.TrySetResult(await work.ConfigureAwait(false));
        else if (work.IsCanceled)
            _completion.TrySetCanceled();
        else
            _completion.TrySetException(work.Exception!.InnerExceptions);
    }

    /// <inheritdoc/>
    public override void Refuse(Exception reason) => _completion.TrySetException(reason);
}
