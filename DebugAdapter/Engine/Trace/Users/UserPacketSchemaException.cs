namespace RspDebug.DebugAdapter.Engine.Trace.Users;

/// <summary>A schema file cannot be used.</summary>
/// <param name="message">What, where, and what to write.</param>
/// <param name="inner">What led to it.</param>
internal sealed class UserPacketSchemaException(string message, Exception? inner = null) : IOException(message, inner);
