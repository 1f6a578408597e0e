namespace RspDebug.Dwarf.Fuzz;

/// <summary>Runs cases one by one and keeps what stands out: failures, and the cases that took most memory and processor time.</summary>
/// <param name="output">Gets a line for each failure and for each file.</param>
internal sealed class CaseLog(TextWriter output)
{
    private int _cases;
    private int _refused;
    private (long Bytes, string Name) _largest;
    private (int Reads, string Name) _most;
    private (double Milliseconds, string Name) _slowest;

    /// <summary>Cases that ended with an exception.</summary>
    public int Failures { get; private set; }

    /// <summary>Runs a case.</summary>
    /// <param name="name">What to say of it, so that it can be repeated.</param>
    /// <param name="run">False when the input was refused at once.</param>
    public void Run(string name, Func<(bool IsRead, int Reads)> run)
    {
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan start = Environment.CpuUsage.TotalTime;
        _cases++;
        try
        {
            (bool isRead, int reads) = run();
            if (!isRead) _refused++;
            if (reads > _most.Reads) _most = (reads, name);
        }
        // Every kind of exception is a finding here.
        catch (Exception exception)
        {
            Failures++;
            output.WriteLine($"{name}: {exception}");
        }

        double milliseconds = (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        if (milliseconds > _slowest.Milliseconds) _slowest = (milliseconds, name);
        if (bytes > _largest.Bytes) _largest = (bytes, name);
    }

    /// <summary>Writes the sum of the cases since the last one, and begins anew.</summary>
    public void WriteSum(string file)
    {
        output.WriteLine(FormattableString.Invariant(
            $"{file}: {_cases} cases, {_refused} refused at once, {Failures} failed so far; most memory {_largest.Bytes} bytes ({_largest.Name}), most reads {_most.Reads} ({_most.Name}), most processor time {_slowest.Milliseconds:0} ms ({_slowest.Name})"));
        (_cases, _refused, _largest, _most, _slowest) = (0, 0, default, default, default);
    }
}
