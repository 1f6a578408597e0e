using System.Numerics;

namespace RspDebug.VirtualBoard.Core.Decode;

/// <summary>Cycle counts of the Cortex-M4 TRM, table 3-1, with zero wait states.</summary>
/// <remarks>Approximate where the manual leaves it open: pipelining of neighbouring loads and stores is not credited.</remarks>
internal static class Cycle
{
    public const int Load = 2;
    public const int Store = 2;
    public const int MultiplyAccumulate = 2;
    public const int Dual = 3;
    public const int TableBranch = 2;
    public const int DivideBase = 2;

    /// <summary>1 + N; a branch adds the pipeline refill.</summary>
    public static int Multiple(uint list) => 1 + BitOperations.PopCount(list);
}
