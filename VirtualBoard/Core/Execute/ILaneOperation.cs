namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>How the lanes of a parallel addition are extended and what becomes of the exact result (A4.4.6).</summary>
internal interface ILaneOperation
{
    static abstract bool IsSigned { get; }

    /// <summary>True when the instruction writes APSR.GE.</summary>
    static abstract bool SetsGreaterEqual { get; }

    /// <summary>Makes the lane's result of the exact sum or difference.</summary>
    /// <param name="exact">Not yet cut to the lane.</param>
    /// <param name="bits">8 or 16.</param>
    static abstract int Finish(int exact, int bits);
}
