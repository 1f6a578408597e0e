namespace RspDebug.VirtualBoard.FrontEnds.Rsp;

/// <summary>A register that changes although the stepped instruction does not touch it, as when a server writes a stale value back.</summary>
/// <param name="Register">Its number in target.xml.</param>
/// <param name="ExclusiveOr">Bits that are inverted.</param>
/// <param name="EveryNthStep">1 for each step, 2 for every second one, ...</param>
public sealed record RegisterTampering(int Register, ulong ExclusiveOr, int EveryNthStep = 1);
