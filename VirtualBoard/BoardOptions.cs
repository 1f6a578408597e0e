using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Device;

namespace RspDebug.VirtualBoard;

/// <summary>How a <see cref="Board"/> is built.</summary>
public sealed record BoardOptions
{
    /// <summary>Choices of the core.</summary>
    public ProcessorOptions Processor { get; init; } = new();

    /// <summary>Interrupts at random cycles; null for none.</summary>
    public InterruptStormOptions? Storm { get; init; }
}
