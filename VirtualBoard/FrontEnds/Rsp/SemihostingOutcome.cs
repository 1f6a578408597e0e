using RspDebug.RspServer.Targets;

namespace RspDebug.VirtualBoard.FrontEnds.Rsp;

/// <summary>A semihosting call was carried out.</summary>
/// <param name="Stop">The stop it leads to; null to go on.</param>
internal sealed record SemihostingOutcome(TargetStop? Stop);
