using BenchmarkDotNet.Running;
using RspDebug.Swo.Benchmarks;

// "quick [FILE...]" prints one line a case in some seconds, for the built-in stream or for captures; without it BenchmarkDotNet measures.
if (args is ["quick", ..])
{
    QuickReport.Print(Console.Out, args[1..]);
    return 0;
}

BenchmarkSwitcher.FromAssembly(typeof(SwoBenchmarks).Assembly).Run(args);
return 0;
