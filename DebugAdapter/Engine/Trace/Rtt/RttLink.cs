using System.Globalization;
using RspDebug.DebugAdapter.Engine.Memory;
using RspDebug.DebugAdapter.Engine.Session;

namespace RspDebug.DebugAdapter.Engine.Trace.Rtt;

/// <summary>Carries an RTT channel of a target that runs: beside the program where the server can, else halting it for a moment at each look.</summary>
internal sealed class RttLink(HeadlessSession session, (uint Start, int SearchSizeInBytes) place, TimeSpan poll)
{
    private const int LargestInput = 4096;

    private readonly IRunningMemory _memory = session.Started.Quirks is { MemoryWhileRunning: { } access } quirks ? new BesideTheProgram(session, quirks, access) : new HaltedShortly(session);
    private HaltedMemory? _reached;
    private RttControlBlock? _block;

    /// <summary>The control block was found.</summary>
    public bool IsFound => _block?.Address is not null;

    /// <summary>Runs the firmware until its control block is there.</summary>
    /// <param name="isFresh">The target was just reset: a block that is in memory already is one of an earlier run, and is cleared.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task FindAsync(bool isFresh, CancellationToken cancellationToken)
    {
        if (isFresh && place.SearchSizeInBytes == 0)
            await session.Session.WriteMemoryAsync(place.Start, new byte[RttControlBlock.IdSizeInBytes], cancellationToken).ConfigureAwait(false);
        await _memory.StartAsync(cancellationToken).ConfigureAwait(false);
        while (!await LookAsync(block => block.TryFindAsync(place.Start, place.SearchSizeInBytes), cancellationToken).ConfigureAwait(false))
            await WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Carries bytes until it is given up.</summary>
    /// <param name="channel">Up and, where the firmware has it, down.</param>
    /// <param name="input">What goes down; its end ends nothing.</param>
    /// <param name="output">What comes up.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="EngineRequestException">There is no such channel, or the target stopped.</exception>
    public async Task RunAsync(int channel, Stream input, Stream output, CancellationToken cancellationToken)
    {
        var typed = new byte[LargestInput];
        ReadOnlyMemory<byte> pending = default;
        bool hasDown = channel < _block!.DownCount;
        Task<int>? reading = hasDown ? input.ReadAsync(typed.AsMemory(), cancellationToken).AsTask() : null;
        while (true)
        {
            if (pending.IsEmpty && reading is { IsCompleted: true })
            {
                int count = await reading.ConfigureAwait(false);
                pending = typed.AsMemory(0, count);
                reading = null;
                hasDown &= count > 0;
            }

            (byte[] up, int sent) = await LookAsync(
                async block => (await block.TakeAsync(channel).ConfigureAwait(false), pending.IsEmpty ? 0 : await block.PutAsync(channel, pending).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
            pending = pending[sent..];
            if (pending.IsEmpty && hasDown) reading ??= input.ReadAsync(typed.AsMemory(), cancellationToken).AsTask();
            await output.WriteAsync(up, cancellationToken).ConfigureAwait(false);
            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
            await WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A line for each channel.</summary>
    public Task<IReadOnlyList<string>> DescribeAsync() => LookAsync(async block =>
    {
        var lines = new List<string>();
        foreach ((bool isUp, int channel) in Enumerable.Range(0, block.UpCount).Select(static n => (true, n)).Concat(Enumerable.Range(0, block.DownCount).Select(static n => (false, n))))
        {
            if (!await block.IsConfiguredAsync(isUp, channel).ConfigureAwait(false)) continue;
            RttRing ring = await block.RingAsync(isUp, channel).ConfigureAwait(false);
            string name = await block.NameAsync(ring).ConfigureAwait(false);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{(isUp ? "up  " : "down")} {channel}  {ring.Size,6} bytes  {name}"));
        }

        return (IReadOnlyList<string>)lines;
    }, CancellationToken.None);

    /// <summary>A target that has stopped by itself would be silent for ever.</summary>
    internal static EngineRequestException Stopped(string why) => new($"The target has stopped ({why}). `rsp-debug fault` and `rsp-debug backtrace` say more.");

    private async Task<T> LookAsync<T>(Func<RttControlBlock, ValueTask<T>> look, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await _memory.UseAsync(memory =>
        {
            _reached = memory;
            _block ??= new RttControlBlock(
                (address, size) => _reached.ReadAsync(address, size, CancellationToken.None), (address, bytes) => _reached.WriteAsync(address, bytes, CancellationToken.None));
            return look(_block);
        }).ConfigureAwait(false);
    }

    private Task WaitAsync(CancellationToken cancellationToken) => _memory.WaitAsync(poll, cancellationToken);
}
