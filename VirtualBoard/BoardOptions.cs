using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard;

/// <summary>How a <see cref="Board"/> is built.</summary>
public sealed record BoardOptions
{
    /// <summary>Choices of the core.</summary>
    public ProcessorOptions Processor { get; init; } = new();
}
