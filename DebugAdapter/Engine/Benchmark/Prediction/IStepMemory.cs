namespace RspDebug.DebugAdapter.Engine.Benchmark.Prediction;

/// <summary>Memory of the halted target, as far as a prediction needs it.</summary>
internal interface IStepMemory
{
    /// <summary>Reads all of <paramref name="destination"/>, or nothing.</summary>
    ValueTask<bool> TryReadAsync(uint address, Memory<byte> destination, CancellationToken cancellationToken);
}
