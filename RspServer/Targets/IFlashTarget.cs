namespace RspDebug.RspServer.Targets;

/// <summary>A target whose flash can be programmed by <c>vFlash</c> packets.</summary>
public interface IFlashTarget
{
    /// <summary>Erases whole blocks; the range is block aligned by the memory map.</summary>
    ValueTask<TargetStatus> EraseFlashAsync(TargetAddress address, ulong lengthInBytes, CancellationToken cancellationToken);

    /// <summary>Programs bytes into erased flash.</summary>
    ValueTask<TargetStatus> WriteFlashAsync(TargetAddress address, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Ends programming; what was written is in flash when this returns.</summary>
    ValueTask<TargetStatus> FinishFlashAsync(CancellationToken cancellationToken);
}
