namespace RspDebug.DebugAdapter.Launch;

/// <summary>A launch.json that cannot be read, or that does not say which configuration is meant.</summary>
public sealed class LaunchFileException(string message, Exception? cause = null) : Exception(message, cause);
