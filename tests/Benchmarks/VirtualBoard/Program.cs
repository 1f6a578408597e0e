using BenchmarkDotNet.Running;
using RspDebug.VirtualBoard.Benchmarks;

// "quick" prints one line a case in some seconds; without it BenchmarkDotNet measures.
if (args is ["quick", ..])
{
    QuickReport.Print(Console.Out);
    return 0;
}

BenchmarkSwitcher.FromAssembly(typeof(BoardBenchmarks).Assembly).Run(args);
return 0;
