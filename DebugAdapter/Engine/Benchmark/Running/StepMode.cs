namespace RspDebug.DebugAdapter.Engine.Benchmark.Running;

/// <summary>What is stepped.</summary>
internal enum StepMode
{
    /// <summary>One instruction, into calls.</summary>
    Instruction,

    /// <summary>One instruction, over calls.</summary>
    Over,

    /// <summary>One line, over calls.</summary>
    Line,

    /// <summary>One line, into calls.</summary>
    Into,

    /// <summary>To the caller.</summary>
    Out,

    /// <summary>All of them, drawn at random.</summary>
    Mix,
}
