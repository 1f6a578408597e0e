namespace RspDebug.RspServer.Targets;

/// <summary>A range step's range.</summary>
/// <param name="Start">First address inside.</param>
/// <param name="End">First address past it.</param>
public readonly record struct SteppingRange(TargetAddress Start, TargetAddress End)
{
    /// <summary>True when the step goes on at this address.</summary>
    public bool Contains(TargetAddress address) => address.Value >= Start.Value && address.Value < End.Value;
}
