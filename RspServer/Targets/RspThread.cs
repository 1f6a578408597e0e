namespace RspDebug.RspServer.Targets;

/// <summary>A thread as the thread list shows it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Short name.</param>
/// <param name="State">One line of extra information; may be empty.</param>
public sealed record RspThread(RspThreadId Id, string Name, string State = "");
