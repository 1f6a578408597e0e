namespace RspDebug.DebugAdapter.Launch;

/// <summary>How semihosting calls are served.</summary>
public sealed record Semihosting
{
    /// <summary>Serve semihosting calls; without it they stop the target or fault.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The command line that the firmware gets from SYS_GET_CMDLINE.</summary>
    public string CommandLine { get; init; } = "";
}
