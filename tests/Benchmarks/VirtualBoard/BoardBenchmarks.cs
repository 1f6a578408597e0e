using BenchmarkDotNet.Attributes;
using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.Benchmarks;

/// <summary>Nanoseconds an instruction: 1000 / mean is millions of instructions per second.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class BoardBenchmarks
{
    private const int Instructions = 1_000_000;
    private Board _board = new();

    /// <summary>The program.</summary>
    [Params("integer", "float", "firmware")]
    public string Program { get; set; } = "";

    /// <summary>A fresh board with the program at its start.</summary>
    [GlobalSetup]
    public void SetUp() => _board = BenchmarkPrograms.Load(Program);

    /// <summary>Free run.</summary>
    [Benchmark(OperationsPerInvoke = Instructions)]
    public StepOutcome Run() => _board.Processor.Run(Instructions);

    /// <summary>One call of Step for each instruction.</summary>
    [Benchmark(OperationsPerInvoke = Instructions)]
    public ulong Step()
    {
        Processor cpu = _board.Processor;
        for (int k = 0; k < Instructions; k++) cpu.Step();
        return cpu.Instructions;
    }
}
