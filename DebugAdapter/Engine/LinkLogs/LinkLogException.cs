namespace RspDebug.DebugAdapter.Engine.LinkLogs;

/// <summary>A file that is no log of an RSP link; the message says which ones can be read.</summary>
internal sealed class LinkLogException(string message) : Exception(message);
