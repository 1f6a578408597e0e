using System.Threading.Channels;

namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>
/// The one owner of the target. Everybody else posts commands; they run one after the other. While a run is under way the loop is
/// inside that run's command, which serves newcomers through <see cref="WaitForCommandAsync"/> and <see cref="TryTake"/>.
/// </summary>
internal sealed class EngineLoop
{
    private readonly Channel<EngineCommand> _commands =
        Channel.CreateUnbounded<EngineCommand>(new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = false });

    private EngineCommand? _putBack;
    private Task<bool>? _waiting;

    /// <summary>Queues a command.</summary>
    /// <exception cref="EngineClosedException">Through the task: the session has ended.</exception>
    public Task<T> PostAsync<T>(CommandNeeds needs, Func<ValueTask<T>> body)
    {
        var command = new EngineCommand<T>(needs, body);
        if (!_commands.Writer.TryWrite(command))
            command.Refuse(new EngineClosedException());
        return command.Completion;
    }

    /// <summary>Runs commands until <see cref="Close"/>; what is still queued then is refused.</summary>
    public async Task RunAsync()
    {
        while (await WaitForCommandAsync().ConfigureAwait(false))
            while (TryTake(out EngineCommand? command))
                await command.RunAsync().ConfigureAwait(false);
    }

    /// <summary>Takes no further commands.</summary>
    public void Close() => _commands.Writer.TryComplete();

    /// <summary>Completes when <see cref="TryTake"/> will give a command; false when the loop is closed and empty.</summary>
    internal Task<bool> WaitForCommandAsync()
    {
        if (_putBack is not null)
            return Task.FromResult(true);
        if (_waiting is null || _waiting.IsCompleted)
            _waiting = _commands.Reader.WaitToReadAsync().AsTask();
        return _waiting;
    }

    /// <summary>Takes the next command without waiting.</summary>
    internal bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out EngineCommand? command)
    {
        command = _putBack;
        _putBack = null;
        return command is not null || _commands.Reader.TryRead(out command);
    }

    /// <summary>Puts a command back to the front: it runs after the current one has ended.</summary>
    internal void PutBack(EngineCommand command) => _putBack = command;
}
