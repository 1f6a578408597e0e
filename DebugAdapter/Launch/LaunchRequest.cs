namespace RspDebug.DebugAdapter.Launch;

/// <summary>How a session starts.</summary>
public enum LaunchRequest
{
    /// <summary>The image is written, the target reset.</summary>
    Launch,
    /// <summary>The target is taken as it is.</summary>
    Attach,
}
