using RspDebug.VirtualBoard.Core.FloatingPoint;

namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>One arithmetic operation on single-precision registers.</summary>
internal interface IFloatOperation
{
    /// <summary>The new value of Sd.</summary>
    /// <param name="d">Sd before: the addend of the multiply-accumulates.</param>
    /// <param name="n">Sn.</param>
    /// <param name="m">Sm.</param>
    /// <param name="environment">Modes and flags.</param>
    static abstract uint Apply(uint d, uint n, uint m, ref FloatEnvironment environment);
}
