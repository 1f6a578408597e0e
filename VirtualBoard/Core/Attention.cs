namespace RspDebug.VirtualBoard.Core;

/// <summary>Why the next step cannot simply execute the next instruction; 0 on the fast path.</summary>
[Flags]
internal enum Attention : byte
{
    None = 0,
    ExceptionPending = 1,
    Halted = 2,
    Sleeping = 4,
    LockedUp = 8,
    NotThumb = 16,
    ResetRequested = 32,
}
