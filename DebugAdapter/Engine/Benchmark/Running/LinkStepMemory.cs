using RspDebug.DebugAdapter.Engine.Benchmark.Prediction;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.DebugAdapter.Engine.Memory;
using RspDebug.DebugAdapter.Engine.Target;

namespace RspDebug.DebugAdapter.Engine.Benchmark.Running;

/// <summary>Code and constants from the ELF file, everything else afresh from the server.</summary>
internal sealed class LinkStepMemory : IStepMemory
{
    private readonly ITargetLink _link;
    private readonly ImageMemory _image = new();

    public LinkStepMemory(ITargetLink link, LoadedImage? image)
    {
        _link = link;
        image?.LendTo(_image);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> TryReadAsync(uint address, Memory<byte> destination, CancellationToken cancellationToken) =>
        _image.TryRead(address, destination.Span)
        || await _link.ReadAsync(address, destination, cancellationToken).ConfigureAwait(false) == destination.Length;
}
