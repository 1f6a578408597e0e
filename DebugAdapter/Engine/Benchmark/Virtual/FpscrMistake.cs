namespace RspDebug.DebugAdapter.Engine.Benchmark.Virtual;

/// <summary>How a server can go wrong about FPSCR; written on the command line as <c>fpscr-clobbered</c>, <c>fpscr-at-stop</c>, ...</summary>
internal enum FpscrMistake
{
    /// <summary>A step ends with another value.</summary>
    AtStep,

    /// <summary>A free run ends with another value: altered between the real stop and the first read.</summary>
    AtStop,

    /// <summary>A breakpoint packet or a write to memory alters it while the target is halted.</summary>
    WhileHalted,

    /// <summary>What is called <c>fpscr</c> is another register, in <c>g</c>, <c>p</c> and <c>P</c>.</summary>
    Misnumbered,

    /// <summary>Both: the register is misnumbered, and a step ends with another value of the real FPSCR.</summary>
    MisnumberedAndAtStep,
}
