namespace RspDebug.DebugAdapter.Launch;

/// <summary>The part of the documentation that a launch key stands in.</summary>
public enum LaunchTopic
{
    /// <summary>What is debugged.</summary>
    Program,
    /// <summary>The debug server and how it is started.</summary>
    Server,
    /// <summary>Commands sent to the server at points of the session.</summary>
    Commands,
    /// <summary>How the target is controlled.</summary>
    Execution,
    /// <summary>Trace, terminals and views.</summary>
    Views,
    /// <summary>Help for finding faults of a session.</summary>
    Diagnostics,
}
