namespace RspDebug.DebugAdapter.Cli.Demo;

/// <summary>A step of the demo that went wrong.</summary>
/// <param name="message">What, as the user reads it.</param>
/// <param name="inner">What led to it.</param>
internal sealed class DemoException(string message, Exception? inner = null) : Exception(message, inner);
