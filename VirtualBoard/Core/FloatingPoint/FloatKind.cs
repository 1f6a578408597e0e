namespace RspDebug.VirtualBoard.Core.FloatingPoint;

/// <summary>FPType of the pseudocode (A2.5.3).</summary>
internal enum FloatKind : byte
{
    Zero,
    Finite,
    Infinity,
    QuietNaN,
    SignallingNaN,
}
