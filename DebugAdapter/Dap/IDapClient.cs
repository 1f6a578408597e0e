using RspDebug.DebugAdapter.Dap.Protocol;

namespace RspDebug.DebugAdapter.Dap;

/// <summary>The client's end as handlers see it. Safe to use from any thread; messages leave in the order of the calls.</summary>
public interface IDapClient
{
    /// <summary>Puts an event into the queue of messages to send; never blocks and never fails, also after the client has gone.</summary>
    /// <typeparam name="TBody">Body of the event.</typeparam>
    /// <param name="dapEvent">Which event, from <see cref="DapEvents"/>.</param>
    /// <param name="body">Its body.</param>
    void Send<TBody>(DapEvent<TBody> dapEvent, TBody body);

    /// <summary>Shows a failure that belongs to no request: as the error text of <see cref="ErrorTable"/> in the debug console.</summary>
    /// <param name="failure">What went wrong.</param>
    void Report(Exception failure);
}
