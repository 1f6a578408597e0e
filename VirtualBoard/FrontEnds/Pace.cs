namespace RspDebug.VirtualBoard.FrontEnds;

/// <summary>Holds the board back to a cycle rate.</summary>
internal sealed class Pace(BoardHostOptions options)
{
    // Shorter waits are beyond what timers do well.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(2);

    private long _start = options.Time.GetTimestamp();
    private ulong _cycles;

    public void Restart() => (_start, _cycles) = (options.Time.GetTimestamp(), 0);

    public async ValueTask WaitAsync(ulong cycles, CancellationToken cancellationToken)
    {
        if (options.CyclesPerSecond is not { } rate) return;
        _cycles += cycles;
        TimeSpan ahead = TimeSpan.FromSeconds((double)_cycles / rate) - options.Time.GetElapsedTime(_start);
        if (ahead > ShortestWait) await Task.Delay(ahead, options.Time, cancellationToken).ConfigureAwait(false);
        else if (ahead < -ShortestWait) Restart();       // This machine is slower than the chip: no debt is kept.
    }
}
