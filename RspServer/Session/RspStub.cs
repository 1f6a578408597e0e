using System.Runtime.CompilerServices;
using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Session;

/// <summary>A target offered to GDB RSP clients: the entry type of this library.</summary>
public sealed class RspStub : IAsyncDisposable
{
    private readonly CancellationTokenSource _lifetime = new();
    private readonly TargetHub _hub;
    private readonly SoleRuns? _sole;
    private readonly RspStubOptions _options;
    private int _lastClient;
    private int _clients;

    /// <summary>Makes a stub; it does nothing until a client is served.</summary>
    /// <param name="target">A target that nobody else runs.</param>
    /// <param name="options">Null for the defaults.</param>
    public RspStub(IRspTarget target, RspStubOptions? options = null)
    {
        _options = options ?? new RspStubOptions();
        _sole = new SoleRuns(target, _lifetime.Token);
        _hub = new TargetHub(target, _sole);
        _sole.Watch(_hub);
    }

    /// <summary>Makes a stub over a target that others run as well.</summary>
    /// <param name="target">Halted; told to report to this stub from here on.</param>
    /// <param name="options">Null for the defaults.</param>
    public RspStub(ISharedTarget target, RspStubOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        _options = options ?? new RspStubOptions();
        _hub = new TargetHub(target, target);
        target.Watch(_hub);
    }

    /// <summary>Clients being served.</summary>
    public int ClientCount => Volatile.Read(ref _clients);

    /// <summary>Serves one client until it leaves; several may be served at once.</summary>
    /// <param name="client">Both directions of the link; closed when this returns.</param>
    /// <param name="cancellationToken">Ends the session.</param>
    public async Task ServeAsync(Stream client, CancellationToken cancellationToken)
    {
        await using ConfiguredAsyncDisposable closing = client.ConfigureAwait(false);
        if (Interlocked.Increment(ref _clients) > _options.MaximumClients)
        {
            Interlocked.Decrement(ref _clients);
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _lifetime.Token);
        var session = new ClientSession(Interlocked.Increment(ref _lastClient), client, _hub, _options);
        try
        {
            _hub.Attach(session.Number);
            session.SeenStop = await _hub.HaltAsync(ended.Token).ConfigureAwait(false);
            await session.RunAsync(ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // Told to stop: an ordinary end.
        }
        finally
        {
            await LeaveAsync(session).ConfigureAwait(false);
        }
    }

    /// <summary>Ends all sessions and a run under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _lifetime.CancelAsync().ConfigureAwait(false);
        if (_sole is not null) await _sole.DrainAsync().ConfigureAwait(false);
        _hub.Dispose();
        _lifetime.Dispose();
    }

    private async ValueTask LeaveAsync(ClientSession session)
    {
        Interlocked.Decrement(ref _clients);
        if (!_lifetime.IsCancellationRequested) await session.LeaveTargetAsync(_lifetime.Token).ConfigureAwait(false);
    }
}
