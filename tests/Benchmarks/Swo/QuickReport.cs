using RspDebug.Swo.Detection;

namespace RspDebug.Swo.Benchmarks;

/// <summary>Megabytes per second of processor time, the best of some passes; a busy machine does not change it much.</summary>
internal static class QuickReport
{
    private const int SizeInBytes = 50_000_000, Passes = 5;

    public static void Print(TextWriter output, string[] files)
    {
        if (files.Length == 0)
        {
            byte[] raw = SyntheticStream.Raw(SizeInBytes);
            Print(output, "raw", raw, SwoFormat.Raw);
            Print(output, "framed", SyntheticStream.Framed(raw), SwoFormat.Tpiu);
        }

        foreach (string file in files)
        {
            byte[] bytes = File.ReadAllBytes(file);
            Print(output, Path.GetFileName(file), bytes, FormatDetector.Detect(bytes.AsSpan(0, Math.Min(bytes.Length, 4096))).Format);
        }
    }

    private static void Print(TextWriter output, string name, byte[] bytes, SwoFormat format)
    {
        Print(output, name, "packets, many a call", bytes, () => DecodeRun.Packets(bytes, format));
        Print(output, name, "packets, one a call", bytes, () => DecodeRun.SinglePackets(bytes, format));
        Print(output, name, "events with time", bytes, () => DecodeRun.Events(bytes, format));
    }

    private static void Print(TextWriter output, string name, string what, byte[] bytes, Func<long> pass)
    {
        double best = 0;
        long count = 0, allocated = 0;
        for (int i = 0; i < Passes; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            TimeSpan start = Environment.CpuUsage.TotalTime;
            count = pass();
            best = Math.Max(best, bytes.Length / 1e6 / (Environment.CpuUsage.TotalTime - start).TotalSeconds);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        output.WriteLine($"{name,-12} {what,-22} {best,7:f0} MB/s, {count} of them, {allocated / 1024} KiB allocated");
    }
}
