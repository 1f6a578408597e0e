namespace RspDebug.DebugAdapter.Dap;

/// <summary>One request on its way through a handler.</summary>
/// <param name="Client">The client that asked.</param>
/// <param name="Command">The command.</param>
/// <param name="Seq">The number the client gave to the request.</param>
public sealed record RequestContext(IDapClient Client, string Command, int Seq)
{
    private readonly List<Action> _afterResponse = [];

    /// <summary>Has something done once the response of success is in the queue: <c>continue</c> must be answered before <c>stopped</c> can follow.</summary>
    /// <param name="action">Short and without waiting, such as posting a command to the engine.</param>
    public void AfterResponse(Action action) => _afterResponse.Add(action);

    internal void RunAfterResponse() => _afterResponse.ForEach(static action => action());
}
