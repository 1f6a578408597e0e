using System.CommandLine;
using RspDebug.DebugAdapter.Logging;

namespace RspDebug.DebugAdapter.Cli;

/// <summary>The options that all verbs have.</summary>
public sealed class SharedOptions
{
    /// <summary><c>--log</c>.</summary>
    public Option<string?> Log { get; } = new("--log")
    {
        Description = "Log levels by layer (dap, rsp, dwarf, swo, engine), such as engine=debug,rsp=verbose; a level alone is for all.",
        HelpName = "LAYER=LEVEL,...",
        Recursive = true,
    };

    /// <summary><c>--log-file</c>.</summary>
    public Option<string?> LogFile { get; } = new("--log-file")
    {
        Description = "Write the log to this file instead of the standard error output.",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>The log settings of a command line; without <c>--log</c>, a log file gets everything from <c>info</c>.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="UsageException">A layer or level is not known.</exception>
    public LogSettings ReadLogSettings(ParseResult parsed)
    {
        string? file = parsed.GetValue(LogFile);
        string levels = parsed.GetValue(Log) ?? (file is null ? "" : "info");
        return LogSettings.TryParse(levels, file, out LogSettings? settings, out string? problem) ? settings : throw new UsageException($"--log: {problem}");
    }
}
