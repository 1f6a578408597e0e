namespace RspDebug.DebugAdapter.Launch;

/// <summary>Keys that are no mistake though they are not ours.</summary>
internal static class KeysOfOthers
{
    private const string NoGdb = "there is no gdb here.";
    private const string OneCore = "one session debugs one core; start one session for each with servertype external.";

    private static readonly HashSet<string> Host = new(StringComparer.Ordinal)
    {
        "name", "type", "request", "noDebug", "order", "presentation", "console", "preLaunchTask", "postDebugTask", "internalConsoleOptions",
        "debugServer", "serverReadyAction", "suppressMultipleSessionWarning", "windows", "linux", "osx", "dependsOn", "trace", "adapterPath", "adapterLog",
    };

    /// <summary>Keys of cortex-debug that a migrated configuration may still have, each with the reason why it changes nothing.</summary>
    public static IReadOnlyDictionary<string, string> WithoutEffect { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["gdbPath"] = NoGdb,
        ["debuggerArgs"] = NoGdb,
        ["gdbInterruptMode"] = NoGdb,
        ["objdumpPath"] = "symbols are read from the ELF directly.",
        ["nmPath"] = "symbols are read from the ELF directly.",
        ["armToolchainPath"] = "no tool of a toolchain is used.",
        ["toolchainPath"] = "no tool of a toolchain is used.",
        ["toolchainPrefix"] = "no tool of a toolchain is used.",
        ["overrideGDBServerStartedRegex"] = "the server is ready when its port listens; its text is not looked at.",
        ["stlinkPath"] = "ST-LINK_gdbserver is not started; use servertype openocd or stutil.",
        ["stm32cubeprogrammer"] = "ST-LINK_gdbserver is not started; use servertype openocd or stutil.",
        ["hardwareWatchpoints"] = "watchpoints are always hardware ones, as many as the chip has.",
        ["numberOfProcessors"] = OneCore,
        ["targetProcessor"] = OneCore,
        ["chainedConfigurations"] = OneCore,
        ["ctiOpenOCDConfig"] = OneCore,
    };

    /// <summary>Whether a key is one that VS Code or the extension keeps in a configuration.</summary>
    /// <param name="key">The key.</param>
    /// <returns>True for such a key. Keys with two underscores in front are VS Code's own, such as <c>__sessionId</c>.</returns>
    public static bool BelongsToHost(string key) => key.StartsWith("__", StringComparison.Ordinal) || Host.Contains(key);
}
