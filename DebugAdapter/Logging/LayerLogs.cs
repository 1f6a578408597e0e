using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace RspDebug.DebugAdapter.Logging;

/// <summary>The logs of one process, one for each layer. Standard output is never written to: it belongs to the protocol.</summary>
public sealed class LayerLogs : IDisposable
{
    private const string Template = "{Timestamp:HH:mm:ss.ffffff} {Level:u3} {SourceContext,-6} {Message:lj}{NewLine}{Exception}";
    private readonly Logger? _root;

    private LayerLogs(Logger? root) => _root = root;

    /// <summary>Opens the logs.</summary>
    /// <param name="settings">Layers that are on, and where they write.</param>
    /// <returns>The logs; with no layer on, nothing of the logger is loaded.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static LayerLogs Open(LogSettings settings)
    {
        if (settings.Levels.Count == 0) return new LayerLogs(null);
        // The file sink swallows its errors; a path that cannot be written is found here.
        if (settings.File is { } file) File.Open(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite).Dispose();
        LoggerConfiguration configuration = new LoggerConfiguration().MinimumLevel.Is(LevelAlias.Off);
        foreach ((LogLayer layer, LogEventLevel level) in settings.Levels) configuration.MinimumLevel.Override(Name(layer), level);
        configuration = settings.File is null
            ? configuration.WriteTo.Console(outputTemplate: Template, standardErrorFromLevel: LogEventLevel.Verbose)
            : configuration.WriteTo.File(settings.File, outputTemplate: Template, shared: true);
        return new LayerLogs(configuration.CreateLogger());
    }

    /// <summary>The log of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <returns>Its log; silent when the layer is off.</returns>
    public ILogger For(LogLayer layer) => _root is null ? Logger.None : _root.ForContext(Constants.SourceContextPropertyName, Name(layer));

    /// <inheritdoc/>
    public void Dispose() => _root?.Dispose();

    private static string Name(LogLayer layer) => layer.ToString().ToLowerInvariant();
}
