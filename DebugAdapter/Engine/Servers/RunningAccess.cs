namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>
/// A server that reads and writes the memory of a running target for a client that has not resumed it itself: it is set going by
/// <see cref="ServerQuirks.Resume"/>, of which the protocol knows nothing, so that memory packets go on.
/// </summary>
/// <param name="StateCommand">Asks by <c>qRcmd</c> whether the target runs: nothing tells when it stops.</param>
/// <param name="Running">What the answer has while it does.</param>
public sealed record RunningAccess(string StateCommand, string Running);
