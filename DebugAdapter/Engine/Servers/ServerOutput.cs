namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>Text as a server printed it, in pieces as they came.</summary>
/// <param name="Text">Any part of a line, or several lines.</param>
/// <param name="IsError">It came from the standard error output.</param>
public sealed record ServerOutput(string Text, bool IsError);
