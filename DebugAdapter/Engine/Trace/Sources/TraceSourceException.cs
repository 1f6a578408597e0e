namespace RspDebug.DebugAdapter.Engine.Trace.Sources;

/// <summary>A source of trace cannot be opened or read.</summary>
/// <param name="message">What, where, and the next action.</param>
/// <param name="inner">What led to it.</param>
internal sealed class TraceSourceException(string message, Exception? inner = null) : IOException(message, inner);
