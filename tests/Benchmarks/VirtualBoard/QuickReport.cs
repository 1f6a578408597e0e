namespace RspDebug.VirtualBoard.Benchmarks;

/// <summary>Millions of instructions per second of processor time, measured once after a warm-up; a busy machine does not change it much.</summary>
internal static class QuickReport
{
    public static void Print(TextWriter output)
    {
        foreach (string name in BenchmarkPrograms.Names)
        {
            Board board = BenchmarkPrograms.Load(name);
            board.Processor.Run(3_000_000);
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            TimeSpan start = Environment.CpuUsage.UserTime;
            ulong before = board.Processor.Instructions;
            board.Processor.Run(20_000_000);
            double millions = (board.Processor.Instructions - before) / 1e6 / (Environment.CpuUsage.UserTime - start).TotalSeconds;
            int exceptions = CountExceptions(board);
            output.WriteLine($"{name,-10} {millions,7:f1} MIPS, {GC.GetAllocatedBytesForCurrentThread() - allocated} bytes allocated, {exceptions} exceptions in 100,000 steps");
        }
    }

    private static int CountExceptions(Board board)
    {
        int count = 0;
        for (int k = 0; k < 100_000; k++)
            if (board.Processor.Step() == Core.StepOutcome.ExceptionEntered) count++;
        return count;
    }
}
