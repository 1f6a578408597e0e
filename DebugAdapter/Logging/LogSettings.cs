using System.Diagnostics.CodeAnalysis;
using Serilog.Events;

namespace RspDebug.DebugAdapter.Logging;

/// <summary>Which layers write how much, and where to.</summary>
/// <param name="Levels">The layers that are on.</param>
/// <param name="File">A file that is appended to; null is the standard error output.</param>
public sealed record LogSettings(IReadOnlyDictionary<LogLayer, LogEventLevel> Levels, string? File)
{
    private static readonly LogLayer[] AllLayers = Enum.GetValues<LogLayer>();

    /// <summary>No log at all.</summary>
    public static LogSettings Off { get; } = new(new Dictionary<LogLayer, LogEventLevel>(), null);

    /// <summary>Reads the value of <c>--log</c>, such as <c>engine=debug,rsp=verbose</c>; a level alone is for all layers.</summary>
    /// <param name="text">Layers and levels.</param>
    /// <param name="file">The value of <c>--log-file</c>.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="problem">What is wrong when the result is false.</param>
    /// <returns>False when a layer or level is not known.</returns>
    public static bool TryParse(string text, string? file, [NotNullWhen(true)] out LogSettings? settings, [NotNullWhen(false)] out string? problem)
    {
        settings = null;
        var levels = new Dictionary<LogLayer, LogEventLevel>();
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] words = part.Split('=', 2);
            if (ParseLevel(words[^1]) is not { } level)
            {
                problem = $"\"{words[^1]}\" is not a log level. Use verbose, debug, info, warning or error.";
                return false;
            }

            LogLayer[]? layers = words.Length == 1 ? AllLayers : ParseLayer(words[0]);
            if (layers is null)
            {
                problem = $"\"{words[0]}\" is not a log layer. Use {string.Join(", ", AllLayers).ToLowerInvariant()}.";
                return false;
            }

            foreach (LogLayer layer in layers) levels[layer] = level;
        }

        problem = null;
        settings = new LogSettings(levels, file);
        return true;
    }

    private static LogLayer[]? ParseLayer(string word) =>
        !char.IsDigit(word.FirstOrDefault()) && Enum.TryParse(word, ignoreCase: true, out LogLayer layer) ? [layer] : null;

    private static LogEventLevel? ParseLevel(string word) => word.ToLowerInvariant() switch
    {
        "verbose" or "trace" => LogEventLevel.Verbose,
        "debug" => LogEventLevel.Debug,
        "info" or "information" => LogEventLevel.Information,
        "warning" or "warn" => LogEventLevel.Warning,
        "error" => LogEventLevel.Error,
        _ => null,
    };
}
