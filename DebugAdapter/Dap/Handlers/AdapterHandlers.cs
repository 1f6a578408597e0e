using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Logging;
using RspDebug.RspClient.Session;

namespace RspDebug.DebugAdapter.Dap.Handlers;

/// <summary>All handlers of one conversation.</summary>
internal sealed class AdapterHandlers
{
    private readonly SessionHandlers _session;

    /// <summary>Adds every handler to the server.</summary>
    /// <param name="requests">The server's.</param>
    /// <param name="observer">Sees the packets of the debug server's link; null for nobody.</param>
    /// <param name="logs">Hear what the session tells; null for nobody.</param>
    /// <param name="servers">Starts debug servers; null for the usual way.</param>
    public AdapterHandlers(RequestTable requests, IPacketObserver? observer, LayerLogs? logs = null, ServerStarter? servers = null)
    {
        var adapter = new AdapterSession();
        var initialize = new InitializeHandler();
        _session = new SessionHandlers(adapter, initialize, observer, logs ?? LayerLogs.Open(LogSettings.Off), servers ?? new ServerStarter());
        requests.Handle(DapRequests.Initialize, initialize);
        _session.Register(requests);
        new BreakpointHandlers(adapter).Register(requests);
        new ExceptionHandlers(adapter).Register(requests);
        new ExecutionHandlers(adapter).Register(requests);
        new StackHandlers(adapter).Register(requests);
        new VariableHandlers(adapter).Register(requests);
        new MemoryHandlers(adapter).Register(requests);
    }

    /// <summary>Ends a session that the client left open: it went away without <c>disconnect</c>.</summary>
    public ValueTask EndAsync() => _session.EndAsync();
}
