using RspDebug.DebugAdapter.Logging;
using Serilog;

namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>Writes what a session tells to the layers that it is about.</summary>
/// <param name="logs">The layers.</param>
internal sealed class SessionLog(LayerLogs logs)
{
    private readonly ILogger _engine = logs.For(LogLayer.Engine), _image = logs.For(LogLayer.Dwarf), _trace = logs.For(LogLayer.Swo);

    /// <summary>Text.</summary>
    public void Write(OutputKind kind, string text)
    {
        ILogger log = kind switch
        {
            OutputKind.ImageDetail => _image,
            OutputKind.TraceDetail => _trace,
            _ => _engine,
        };
        log.Debug("{Kind}: {Text}", kind, text.TrimEnd('\n'));
    }

    /// <summary>A stop.</summary>
    public void Write(StopReport stop) => _engine.Debug("Stopped: {Reason} {Text}", stop.Reason, stop.Text);

    /// <summary>The end.</summary>
    public void WriteEnd(string? reason) => _engine.Debug("Ended: {Reason}", reason);
}
