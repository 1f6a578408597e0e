namespace RspDebug.DebugAdapter.Cli;

/// <summary>Something around a verb is missing or refuses; ends with <see cref="ExitCode.Environment"/>.</summary>
/// <param name="message">What, and the next action.</param>
/// <param name="inner">What led to it.</param>
public sealed class EnvironmentException(string message, Exception? inner = null) : Exception(message, inner);
