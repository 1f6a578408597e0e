namespace RspDebug.VirtualBoard.Core.FloatingPoint;

/// <summary>FPSCR.RMode.</summary>
internal enum FloatRounding
{
    NearestEven,
    TowardsPlusInfinity,
    TowardsMinusInfinity,
    TowardsZero,
}
