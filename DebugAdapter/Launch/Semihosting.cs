namespace RspDebug.DebugAdapter.Launch;

/// <summary>How semihosting calls are served.</summary>
public sealed record Semihosting
{
    /// <summary>Serve semihosting calls; without it they stop the target or fault.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>A folder on this computer for the files of the firmware, which cannot leave it; relative to <c>cwd</c>. Without it only the console is served by rsp-debug, and files as the server does.</summary>
    public string? Folder { get; init; }

    /// <summary>The command line that the firmware gets from SYS_GET_CMDLINE.</summary>
    public string CommandLine { get; init; } = "";
}
