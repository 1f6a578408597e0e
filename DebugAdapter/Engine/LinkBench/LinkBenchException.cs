namespace RspDebug.DebugAdapter.Engine.LinkBench;

/// <summary>A file that is no result of the link benchmark; the message says what to do.</summary>
internal sealed class LinkBenchException(string message, Exception? cause = null) : Exception(message, cause);
