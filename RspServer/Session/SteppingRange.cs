using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Session;

/// <summary>A range step's range.</summary>
/// <param name="Start">First address inside.</param>
/// <param name="End">First address past it.</param>
internal readonly record struct SteppingRange(TargetAddress Start, TargetAddress End)
{
    public bool Contains(TargetAddress address) => address.Value >= Start.Value && address.Value < End.Value;
}
