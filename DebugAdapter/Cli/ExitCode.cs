namespace RspDebug.DebugAdapter.Cli;

/// <summary>What the exit code of every verb means.</summary>
public static class ExitCode
{
    /// <summary>Done, and what was checked is as it should be.</summary>
    public const int Success = 0;
    /// <summary>The check failed: the verb did its work and found something wrong.</summary>
    public const int CheckFailed = 1;
    /// <summary>The command line cannot be used.</summary>
    public const int Usage = 2;
    /// <summary>Something around the verb is missing or refuses: a server, a port, a file.</summary>
    public const int Environment = 3;
}
