using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Trace.Analysis;
using RspDebug.DebugAdapter.Engine.Trace.Rtt;

namespace RspDebug.DebugAdapter.Engine.Trace.Ping;

/// <summary>Sends a byte down an RTT channel and waits for the firmware's echo on the channel up, again and again.</summary>
/// <remarks>
/// Memory is reached while the target is halted for a moment, which works with every server: a round trip is write, run, halt, look, until the echo is
/// there. What it measures is the link and the server; the firmware has to poll its channel often.
/// </remarks>
internal sealed class RttPing(HeadlessSession session, uint controlBlock, TimeProvider time)
{
    private static readonly TimeSpan Interruption = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ShortRun = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan PauseAgain = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan EchoLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BlockLimit = TimeSpan.FromSeconds(10);

    private readonly RttControlBlock _block = new(
        (address, size) => new(session.Session.ReadMemoryAsync(address, size, CancellationToken.None)),
        (address, bytes) => new(session.Session.WriteMemoryAsync(address, bytes, CancellationToken.None)));

    /// <summary>Microseconds of each round trip.</summary>
    public Distribution Microseconds { get; } = new();

    /// <summary>Round trips longer than half a second.</summary>
    public int Interruptions { get; private set; }

    /// <summary>Bytes without an echo.</summary>
    public int Lost { get; private set; }

    /// <summary>Halts that were made to look for echoes.</summary>
    public long Halts { get; private set; }

    /// <summary>Runs the firmware until its control block is there.</summary>
    /// <param name="isFresh">The target was just reset: a block that is in memory already is one of an earlier run, and is cleared.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EngineRequestException">It does not come, or has no channel up and down.</exception>
    public async Task FindAsync(bool isFresh, CancellationToken cancellationToken)
    {
        if (isFresh) await session.Session.WriteMemoryAsync(controlBlock, new byte[RttControlBlock.IdSizeInBytes], cancellationToken).ConfigureAwait(false);
        long started = time.GetTimestamp();
        while (!await _block.TryFindAsync(controlBlock, 0).ConfigureAwait(false))
        {
            if (time.GetElapsedTime(started) > BlockLimit)
                throw new EngineRequestException($"There is no RTT control block at 0x{controlBlock:x8} (_SEGGER_RTT) after {BlockLimit.TotalSeconds} s of running. Does the firmware initialise RTT?");
            await RunShortlyAsync(cancellationToken).ConfigureAwait(false);
        }

        if (_block.UpCount == 0 || _block.DownCount == 0)
            throw new EngineRequestException($"The RTT control block at 0x{controlBlock:x8} has {_block.UpCount} channels up and {_block.DownCount} down; a ping needs one of each.");
    }

    /// <summary>Makes one round trip.</summary>
    public async Task PingAsync(byte value, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        await _block.PutAsync(0, new[] { value }).ConfigureAwait(false);
        while (time.GetElapsedTime(started) < EchoLimit)
        {
            await RunShortlyAsync(cancellationToken).ConfigureAwait(false);
            if (Array.IndexOf(await _block.TakeAsync(0).ConfigureAwait(false), value) < 0) continue;
            TimeSpan took = time.GetElapsedTime(started);
            Microseconds.Add((long)took.TotalMicroseconds);
            if (took > Interruption) Interruptions++;
            return;
        }

        Lost++;
    }

    private async Task RunShortlyAsync(CancellationToken cancellationToken)
    {
        Halts++;
        Task run = session.RunAsync(static running => running.Continue(), cancellationToken);
        // A pause that overtakes the start of its run has no effect: it is asked for again.
        for (TimeSpan wait = ShortRun; await Task.WhenAny(run, Task.Delay(wait, time, cancellationToken)).ConfigureAwait(false) != run; wait = PauseAgain)
            await session.Session.PauseAsync().ConfigureAwait(false);
        await run.ConfigureAwait(false);
    }
}
