namespace RspDebug.DebugAdapter.Dap.Custom;

/// <summary>Events that the protocol does not have; the extension listens to them, other clients ignore them (docs/json.md).</summary>
public static class CustomEvents
{
    /// <summary><c>rsp-debug/swo</c>: trace data that is no text.</summary>
    public static DapEvent<SwoEvent> Swo { get; } = new("rsp-debug/swo");
}
