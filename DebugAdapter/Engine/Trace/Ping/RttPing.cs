using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Trace.Analysis;

namespace RspDebug.DebugAdapter.Engine.Trace.Ping;

/// <summary>Sends a byte down an RTT channel and waits for the firmware's echo on the channel up, again and again.</summary>
/// <remarks>
/// Memory is reached while the target is halted for a moment, which works with every server: a round trip is write, run, halt, look, until the echo is
/// there. What it measures is the link and the server; the firmware has to poll its channel often.
/// </remarks>
internal sealed class RttPing(HeadlessSession session, uint controlBlock, TimeProvider time)
{
    private const int IdSizeInBytes = 16, HeaderSizeInBytes = 24;
    private static readonly TimeSpan Interruption = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ShortRun = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan PauseAgain = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan EchoLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BlockLimit = TimeSpan.FromSeconds(10);

    private uint _up;
    private uint _down;

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
        if (isFresh) await session.Session.WriteMemoryAsync(controlBlock, new byte[IdSizeInBytes], cancellationToken).ConfigureAwait(false);
        long started = time.GetTimestamp();
        while (true)
        {
            byte[] header = await session.Session.ReadMemoryAsync(controlBlock, HeaderSizeInBytes, cancellationToken).ConfigureAwait(false);
            if (header.Length == HeaderSizeInBytes && header.AsSpan(0, 10).SequenceEqual("SEGGER RTT"u8))
            {
                int up = BitConverter.ToInt32(header, IdSizeInBytes), down = BitConverter.ToInt32(header, IdSizeInBytes + 4);
                if (up is < 1 or > 64 || down is < 1 or > 64)
                    throw new EngineRequestException($"The RTT control block at 0x{controlBlock:x8} has {up} channels up and {down} down; a ping needs one of each.");
                (_up, _down) = (controlBlock + HeaderSizeInBytes, controlBlock + HeaderSizeInBytes + (uint)up * RttRing.SizeInBytes);
                return;
            }

            if (time.GetElapsedTime(started) > BlockLimit)
                throw new EngineRequestException($"There is no RTT control block at 0x{controlBlock:x8} (_SEGGER_RTT) after {BlockLimit.TotalSeconds} s of running. Does the firmware initialise RTT?");
            await RunShortlyAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Makes one round trip.</summary>
    public async Task PingAsync(byte value, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        RttRing down = await RingAsync(_down, cancellationToken).ConfigureAwait(false);
        await session.Session.WriteMemoryAsync(down.Buffer + down.Write, new[] { value }, cancellationToken).ConfigureAwait(false);
        await WriteIndexAsync(_down + RttRing.WriteOffset, (down.Write + 1) % down.Size, cancellationToken).ConfigureAwait(false);
        while (time.GetElapsedTime(started) < EchoLimit)
        {
            await RunShortlyAsync(cancellationToken).ConfigureAwait(false);
            if (!await TakeAsync(value, cancellationToken).ConfigureAwait(false)) continue;
            TimeSpan took = time.GetElapsedTime(started);
            Microseconds.Add((long)took.TotalMicroseconds);
            if (took > Interruption) Interruptions++;
            return;
        }

        Lost++;
    }

    /// <summary>Empties the channel up; true when the value was in it.</summary>
    private async Task<bool> TakeAsync(byte value, CancellationToken cancellationToken)
    {
        RttRing up = await RingAsync(_up, cancellationToken).ConfigureAwait(false);
        bool isThere = false;
        for (uint at = up.Read; at != up.Write;)
        {
            uint end = up.Write > at ? up.Write : up.Size;
            byte[] bytes = await session.Session.ReadMemoryAsync(up.Buffer + at, (int)(end - at), cancellationToken).ConfigureAwait(false);
            if (bytes.Length < end - at) throw new EngineRequestException($"The buffer of the RTT channel at 0x{up.Buffer:x8} cannot be read.");
            isThere |= Array.IndexOf(bytes, value) >= 0;
            at = end % up.Size;
        }

        if (up.Read != up.Write) await WriteIndexAsync(_up + RttRing.ReadOffset, up.Write, cancellationToken).ConfigureAwait(false);
        return isThere;
    }

    private async Task<RttRing> RingAsync(uint address, CancellationToken cancellationToken) =>
        RttRing.From(address, await session.Session.ReadMemoryAsync(address, RttRing.SizeInBytes, cancellationToken).ConfigureAwait(false))
        ?? throw new EngineRequestException($"The RTT channel at 0x{address:x8} is damaged: its indexes do not fit its size. Does the firmware overwrite it?");

    private Task WriteIndexAsync(uint address, uint value, CancellationToken cancellationToken) =>
        session.Session.WriteMemoryAsync(address, BitConverter.GetBytes(value), cancellationToken);

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
