namespace RspDebug.DebugAdapter.Cli;

/// <summary>A command line that cannot be used; ends with <see cref="ExitCode.Usage"/>.</summary>
/// <param name="message">What is wrong and what to write instead.</param>
public sealed class UsageException(string message) : Exception(message);
