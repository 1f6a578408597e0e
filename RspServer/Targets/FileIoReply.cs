namespace RspDebug.RspServer.Targets;

/// <summary>The client's answer to a <see cref="FileIoCall"/>.</summary>
/// <param name="Result">What the call returned; -1 on error.</param>
/// <param name="Errno">The protocol's error number, 0 when none; 88 (ENOSYS) when the client does not serve file calls.</param>
/// <param name="Interrupted">The user pressed Ctrl-C during the call.</param>
public readonly record struct FileIoReply(long Result, int Errno, bool Interrupted)
{
    /// <summary>The protocol's number for "not implemented" (GDB manual, "Errno Values" leaves it out; gdb sends 88).</summary>
    public const int NotImplemented = 88;
}
