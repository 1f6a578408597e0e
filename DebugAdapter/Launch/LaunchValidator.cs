namespace RspDebug.DebugAdapter.Launch;

/// <summary>The rules of a configuration whose values have the right types.</summary>
internal static class LaunchValidator
{
    private static readonly string[] Interfaces = ["swd", "jtag", "cJTAG"];

    /// <summary>What makes a session impossible.</summary>
    public static IEnumerable<LaunchProblem> Validate(LaunchConfiguration configuration, LaunchRequest request, Predicate<string> fileExists) =>
        [.. Program(configuration, request, fileExists), .. Server(configuration), .. Numbers(configuration)];

    /// <summary>What a session can do without, but the user may not know.</summary>
    public static IEnumerable<LaunchProblem> Warn(LaunchConfiguration configuration, LaunchRequest request)
    {
        if (configuration.Executable is null && configuration.SymbolFiles is null)
            yield return new("executable", "is missing: there will be no source, names or variables, only instructions and registers.");
        if (request == LaunchRequest.Attach && configuration.RunToEntryPoint is not null)
            yield return new("runToEntryPoint", "has no effect on attach until the target is reset.");
    }

    private static IEnumerable<LaunchProblem> Program(LaunchConfiguration configuration, LaunchRequest request, Predicate<string> fileExists)
    {
        if (request == LaunchRequest.Launch && configuration is { Executable: null, LoadFiles: null })
            yield return new("executable", "is missing. Give the path of the ELF file that the build makes.");
        IEnumerable<(string Key, string? Path)> files =
        [
            ("executable", configuration.Executable), ("coreFile", configuration.CoreFile), ("svdFile", configuration.SvdFile),
            .. (configuration.LoadFiles ?? []).Select(static (text, index) => ($"loadFiles[{index}]", (string?)LoadFileName.Parse(text).Path)),
            .. (configuration.SymbolFiles ?? []).Select(static (file, index) => ($"symbolFiles[{index}]", (string?)file.File)),
        ];
        foreach ((string key, string? path) in files)
        {
            if (path is null) continue;
            if (path.Length == 0) yield return new(key, "is empty. Give a path, or remove the key.");
            else if (!fileExists(configuration.Resolve(path)))
                yield return new(key, $"there is no file \"{configuration.Resolve(path)}\". {(key == "executable" ? "Build the firmware, or correct" : "Correct")} the path.");
        }
    }

    private static IEnumerable<LaunchProblem> Server(LaunchConfiguration configuration)
    {
        switch (configuration.ServerType)
        {
            case null when configuration.CoreFile is null:
                yield return new("servertype", "is missing. Write one of openocd, jlink, pyocd, qemu, bmp, stutil, external, virtual.");
                break;
            case ServerType.External when configuration.GdbTarget is null:
                yield return new("gdbTarget", "is missing. With servertype external, write where the server listens, such as \"localhost:3333\".");
                break;
            case ServerType.External when !ServerAddress.TryParse(configuration.GdbTarget!, out _):
                yield return new("gdbTarget", $"must be host:port, such as \"localhost:3333\"; is \"{configuration.GdbTarget}\".");
                break;
            case ServerType.Openocd when configuration is { ConfigFiles: [], ServerArgs: [], OpenOCDLaunchCommands: [], OpenOCDPreConfigLaunchCommands: [] }:
                yield return new("configFiles", "is missing. OpenOCD needs at least a probe and a chip, such as [\"interface/cmsis-dap.cfg\", \"target/nrf52.cfg\"].");
                break;
            case ServerType.Bmp when string.IsNullOrEmpty(configuration.BmpGdbSerialPort):
                yield return new("BMPGDBSerialPort", "is missing. Write the probe's first serial port, such as \"/dev/ttyACM0\" or \"COM5\", or host:port of one that is reached by TCP.");
                break;
            case ServerType.Jlink when configuration.Device is null:
                yield return new("device", "is missing. J-Link needs the chip's name, such as \"nRF52840_xxAA\".");
                break;
        }

        if (!Interfaces.Contains(configuration.Interface, StringComparer.OrdinalIgnoreCase))
            yield return new("interface", $"must be one of {string.Join(", ", Interfaces)}; is \"{configuration.Interface}\".");
    }

    private static IEnumerable<LaunchProblem> Numbers(LaunchConfiguration configuration)
    {
        Timeouts waits = configuration.Timeouts;
        (string Key, double Value, double Low, double High)[] ranges =
        [
            ("gdbServerPort", configuration.GdbServerPort ?? 0, 0, ushort.MaxValue),
            ("hardwareBreakpoints.limit", configuration.HardwareBreakpoints.Limit ?? 0, 0, 128),
            ("liveWatch.samplesPerSecond", configuration.LiveWatch.SamplesPerSecond, 0.1, 100),
            ("timeouts.serverStartMs", waits.ServerStartMs, 1, 3_600_000), ("timeouts.connectMs", waits.ConnectMs, 1, 3_600_000),
            ("timeouts.replyMs", waits.ReplyMs, 1, 3_600_000), ("timeouts.haltMs", waits.HaltMs, 1, 3_600_000),
            ("timeouts.stepMs", waits.StepMs, 1, 3_600_000), ("timeouts.flashMs", waits.FlashMs, 1, 3_600_000),
            ("timeouts.silenceMs", waits.SilenceMs, 0, 3_600_000), ("timeouts.reconnectMs", waits.ReconnectMs, 0, 3_600_000),
        ];
        foreach ((string key, double value, double low, double high) in ranges)
            if (!(value >= low && value <= high)) yield return new(key, $"must be between {low} and {high}; is {value}.");
        if (configuration.Semihosting.Folder is { } folder && !Directory.Exists(configuration.Resolve(folder)))
            yield return new("semihosting.folder", $"there is no folder \"{configuration.Resolve(folder)}\". Create it, or correct the path.");
        if (configuration.RttConfig is { Address: not "auto" } rtt && !LaunchAddress.TryParse(rtt.Address, out _))
            yield return new("rttConfig.address", $"must be \"auto\" or an address such as \"0x20000000\"; is \"{rtt.Address}\".");
    }
}
