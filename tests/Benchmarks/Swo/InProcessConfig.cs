using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace RspDebug.Swo.Benchmarks;

/// <summary>A short job in this process: BenchmarkDotNet looks for a project file named as the assembly, and ours carry a prefix.</summary>
internal sealed class InProcessConfig : ManualConfig
{
    public InProcessConfig() => AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
}
