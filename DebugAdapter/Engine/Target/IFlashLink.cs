namespace RspDebug.DebugAdapter.Engine.Target;

/// <summary>A link whose server programs flash. Refusals are <see cref="RspClient.RspRefusedException"/>.</summary>
internal interface IFlashLink
{
    /// <summary>Erases whole blocks.</summary>
    ValueTask EraseFlashAsync(uint address, uint sizeInBytes, CancellationToken cancellationToken);

    /// <summary>Hands over bytes for erased flash.</summary>
    ValueTask WriteFlashAsync(uint address, ReadOnlyMemory<byte> data, CancellationToken cancellationToken);

    /// <summary>Ends programming.</summary>
    ValueTask FinishFlashAsync(CancellationToken cancellationToken);
}
