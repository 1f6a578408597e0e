using System.Text.Json.Nodes;
using RspDebug.DebugAdapter.Cli.Demo;

namespace RspDebug.DebugAdapter.Cli.Bench;

/// <summary>The firmware that the program brings along, for a benchmark on the virtual board without an image of its own.</summary>
internal sealed class BenchFirmware : IDisposable
{
    private DemoFirmware? _unpacked;

    /// <summary>Fills in the image where it may be left out.</summary>
    public void Complete(JsonObject keys)
    {
        if (keys.ContainsKey("executable") || keys["servertype"]?.ToString() != "virtual") return;
        _unpacked = DemoFirmware.Unpack();
        keys["executable"] = _unpacked.Image;
    }

    /// <inheritdoc/>
    public void Dispose() => _unpacked?.Dispose();
}
