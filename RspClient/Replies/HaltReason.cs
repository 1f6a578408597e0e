namespace RspDebug.RspClient.Replies;

/// <summary>
/// Why the target halted, as far as the stub tells. Most servers tell a signal only, and the signal does not prove the reason:
/// probe-rs ends a step with signal 2, pyOCD reports a plain halt as signal 17.
/// </summary>
public abstract record HaltReason
{
    private HaltReason()
    {
    }

    /// <summary>Nothing but the signal number is known.</summary>
    public sealed record Signal(byte Number) : HaltReason;

    /// <summary><c>swbreak</c> or <c>hwbreak</c>.</summary>
    public sealed record Breakpoint(bool IsHardware) : HaltReason;

    /// <summary><c>watch</c>, <c>rwatch</c> or <c>awatch</c>.</summary>
    /// <param name="Access">The key.</param>
    /// <param name="Address">The data address that the stub names: the access or the watchpoint.</param>
    public sealed record Watchpoint(WatchpointAccess Access, TargetAddress Address) : HaltReason;

    /// <summary>A key of the manual that means nothing on a microcontroller (<c>fork</c>, <c>library</c>...), or one that stubs invent.</summary>
    /// <param name="Key">The key, such as <c>fork</c>.</param>
    /// <param name="Value">Its value, not decoded.</param>
    public sealed record Unknown(string Key, string Value) : HaltReason;
}
