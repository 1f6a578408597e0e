using BenchmarkDotNet.Attributes;
using RspDebug.Swo.Detection;

namespace RspDebug.Swo.Benchmarks;

/// <summary>A pass over 16 MB: 16 / mean seconds is MB/s.</summary>
[MemoryDiagnoser]
[Config(typeof(InProcessConfig))]
public class SwoBenchmarks
{
    private const int SizeInBytes = 16_000_000;
    private byte[] _bytes = [];

    /// <summary>Raw packets or frames.</summary>
    [Params(SwoFormat.Raw, SwoFormat.Tpiu)]
    public SwoFormat Format { get; set; }

    /// <summary>The stream.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        byte[] raw = SyntheticStream.Raw(SizeInBytes);
        _bytes = Format == SwoFormat.Raw ? raw : SyntheticStream.Framed(raw);
    }

    /// <summary>To packet structs, many a call.</summary>
    [Benchmark(Baseline = true)]
    public long Packets() => DecodeRun.Packets(_bytes, Format);

    /// <summary>To packet structs, one a call.</summary>
    [Benchmark]
    public long SinglePackets() => DecodeRun.SinglePackets(_bytes, Format);

    /// <summary>To events with their time.</summary>
    [Benchmark]
    public long Events() => DecodeRun.Events(_bytes, Format);
}
