using System.Globalization;
using RspDebug.RspClient;
using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.TargetDescription;

namespace RspDebug.DebugAdapter.Engine.LinkBench;

/// <summary>
/// Measures round trips on a halted target, kind by kind. RAM that was written is put back, and so are the registers that a step needs;
/// the steps are made on a branch to itself in that RAM, so that the program does not go on.
/// </summary>
/// <param name="session">Halted.</param>
/// <param name="options">What to measure.</param>
/// <param name="time">The clock.</param>
internal sealed class LinkBenchRun(RspSession session, LinkBenchOptions options, TimeProvider time)
{
    private const uint MpuCtrl = 0xE000_ED94;
    private const int SmallestRamInBytes = 64;

    // What a write has besides its data: name, address, length, frame.
    private const int FrameInBytes = 48;
    private static readonly byte[] BranchToItself = [0xfe, 0xe7];       // `b .`

    private readonly LinkMeasurement _result = new() { PacketSizeInBytes = session.Capabilities.PacketSizeInBytes, IsNoAckMode = session.Capabilities.IsNoAckMode };
    private byte[] _kept = [];

    /// <summary>Hears which requests are measured next; for progress.</summary>
    public Action<string> OnGroup { get; init; } = static _ => { };

    /// <summary>Measures; a lost link ends it and is told in the result.</summary>
    public async Task<LinkMeasurement> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await MeasureAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is RspTransportException or RspProtocolException)
        {
            _result.Failure = failed.Message;
        }

        _result.Totals = session.Statistics;
        return _result;
    }

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        var questions = new RequestGroup();
        questions.Add("qC", 0, async () => await session.SendRawAsync("qC", cancellationToken).ConfigureAwait(false));
        questions.Add("g", session.Registers.SizeInBytes, async () => await session.ReadRegistersAsync(cancellationToken).ConfigureAwait(false));
        if (session.Capabilities.SingleRegister != Support.No && session.Registers["pc"] is { } pc)
            questions.Add("p", pc.SizeInBits / 8, async () => await session.ReadRegisterAsync(pc, cancellationToken).ConfigureAwait(false));
        if (options.Command is { } command)
        {
            if ((await session.MonitorAsync(command, cancellationToken).ConfigureAwait(false)).Status == ReplyStatus.Ok)
                questions.Add("monitor", command.Length, async () => await session.MonitorAsync(command, cancellationToken).ConfigureAwait(false));
            else _result.Notes.Add($"The server does not take the command '{command}'; name another one by --monitor.");
        }

        await MeasureAsync("registers and commands", questions, cancellationToken).ConfigureAwait(false);
        _kept = await KeepAsync(cancellationToken).ConfigureAwait(false);
        if (_kept.Length == 0) return;
        await ReadsAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (options.Writes) await WritesAsync(cancellationToken).ConfigureAwait(false);
            if (options is { Writes: true, Steps: true }) await StepsAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (options.Writes) await RestoreAsync().ConfigureAwait(false);
        }
    }

    // As much RAM as there is at the place, up to the largest size.
    private async Task<byte[]> KeepAsync(CancellationToken cancellationToken)
    {
        byte[] memory = new byte[options.Sizes[^1]];
        try
        {
            int read = await session.ReadMemoryAsync(new TargetAddress(options.Ram), memory, cancellationToken).ConfigureAwait(false);
            if (read >= SmallestRamInBytes) return memory[..read];
        }
        catch (RspRefusedException)
        {
            // Told below, as for too little of it.
        }

        _result.Notes.Add($"There is no memory of {SmallestRamInBytes} bytes or more at 0x{options.Ram:x8}: neither accesses nor steps were measured. Name RAM by --ram.");
        return [];
    }

    private async Task ReadsAsync(CancellationToken cancellationToken)
    {
        bool hasBinary = session.Capabilities.BinaryRead == Support.Yes;
        int most = session.Capabilities.MaxReadSizeInBytes;
        var reads = new RequestGroup();
        foreach (int size in SizesThatFit())
        {
            byte[] buffer = new byte[size];
            bool isOne = size <= most;
            string kind = isOne ? hasBinary ? "x" : "m" : "read";
            reads.Add(kind, size, async () => await session.ReadMemoryAsync(new TargetAddress(options.Ram), buffer, cancellationToken).ConfigureAwait(false), (size + most - 1) / most);
            if (!isOne || !hasBinary) continue;
            string text = string.Create(CultureInfo.InvariantCulture, $"m{options.Ram:x},{size:x}");
            reads.Add("m", size, async () => await session.SendRawAsync(text, cancellationToken).ConfigureAwait(false));
        }

        await MeasureAsync("reads", reads, cancellationToken).ConfigureAwait(false);
    }

    private async Task WritesAsync(CancellationToken cancellationToken)
    {
        // Asks for X, which the session finds out at its first write.
        await session.WriteMemoryAsync(new TargetAddress(options.Ram), _kept.AsMemory(0, 1), cancellationToken).ConfigureAwait(false);
        bool hasBinary = session.Capabilities.BinaryWrite == Support.Yes;
        int room = session.Capabilities.PacketSizeInBytes - FrameInBytes, most = hasBinary ? room : room / 2;
        bool waitsForEnd = hasBinary && options.WritesAnswerEarly;
        if (waitsForEnd) _result.Notes.Add("This server says OK to X before it has written: each write was timed until a qC behind it was answered too.");
        var writes = new RequestGroup();
        foreach (int size in SizesThatFit())
        {
            // Letters: no byte needs an escape, so that every size is that many bytes on the link.
            byte[] data = [.. Enumerable.Range(0, size).Select(static index => (byte)('A' + index % 26))];
            bool isOne = size <= most;
            writes.Add(isOne ? hasBinary ? "X" : "M" : "write", size, async () => await WriteAsync(data, waitsForEnd, cancellationToken).ConfigureAwait(false),
                (size + most - 1) / most + (waitsForEnd ? 1 : 0));
            if (!hasBinary || size > room / 2) continue;
            string text = string.Create(CultureInfo.InvariantCulture, $"M{options.Ram:x},{size:x}:{Convert.ToHexStringLower(data)}");
            writes.Add("M", size, async () => await session.SendRawAsync(text, cancellationToken).ConfigureAwait(false));
        }

        await MeasureAsync("writes", writes, cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteAsync(byte[] data, bool waitsForEnd, CancellationToken cancellationToken)
    {
        await session.WriteMemoryAsync(new TargetAddress(options.Ram), data, cancellationToken).ConfigureAwait(false);
        if (waitsForEnd) await session.SendRawAsync("qC", cancellationToken).ConfigureAwait(false);
    }

    private async Task StepsAsync(CancellationToken cancellationToken)
    {
        byte[] mpu = new byte[4];
        if (await TryReadAsync(MpuCtrl, mpu, cancellationToken).ConfigureAwait(false) && (mpu[0] & 1) != 0)
        {
            _result.Notes.Add("The MPU is on and may forbid code in RAM: no steps were made.");
            return;
        }

        RegisterSnapshot before = await session.ReadRegistersAsync(cancellationToken).ConfigureAwait(false);
        if (session.Registers["pc"] is not { } pc || session.Registers["xpsr"] is not { } xpsr || !before.TryGet(pc, out RegisterValue at) || !before.TryGet(xpsr, out RegisterValue status))
        {
            _result.Notes.Add("The server gives no PC or xPSR: no steps were made.");
            return;
        }

        await session.WriteMemoryAsync(new TargetAddress(options.Ram), BranchToItself, cancellationToken).ConfigureAwait(false);
        await session.WriteRegisterAsync(pc, options.Ram, cancellationToken).ConfigureAwait(false);
        try
        {
            await session.ResumeAsync(ResumeAction.Step.Instance, cancellationToken).ConfigureAwait(false);
            RegisterValue? now = await session.ReadRegisterAsync(pc, cancellationToken).ConfigureAwait(false);
            var steps = new RequestGroup();
            steps.Add("step", 0, async () => await session.ResumeAsync(ResumeAction.Step.Instance, cancellationToken).ConfigureAwait(false));
            if (now?.ToUInt32() == options.Ram) await MeasureAsync("steps", steps, cancellationToken).ConfigureAwait(false);
            else _result.Notes.Add("A step in RAM went elsewhere (an interrupt, or a fault): no steps were measured.");
        }
        finally
        {
            await session.WriteRegisterAsync(xpsr, status.ToUInt32(), CancellationToken.None).ConfigureAwait(false);
            await session.WriteRegisterAsync(pc, at.ToUInt32(), CancellationToken.None).ConfigureAwait(false);
        }
    }

    private IEnumerable<int> SizesThatFit() => options.Sizes.Where(size => size <= _kept.Length);

    private async Task<bool> TryReadAsync(uint address, Memory<byte> destination, CancellationToken cancellationToken)
    {
        try
        {
            return await session.ReadMemoryAsync(new TargetAddress(address), destination, cancellationToken).ConfigureAwait(false) == destination.Length;
        }
        catch (RspRefusedException)
        {
            return false;
        }
    }

    private async Task RestoreAsync()
    {
        _result.IsRestored = false;
        if (session.Failure is not null) return;
        await session.WriteMemoryAsync(new TargetAddress(options.Ram), _kept, CancellationToken.None).ConfigureAwait(false);
        byte[] now = new byte[_kept.Length];
        _result.IsRestored = await session.ReadMemoryAsync(new TargetAddress(options.Ram), now, CancellationToken.None).ConfigureAwait(false) == now.Length && now.AsSpan().SequenceEqual(_kept);
    }

    // One request of each in turn, so that a machine whose load changes treats all alike.
    private async Task MeasureAsync(string name, RequestGroup group, CancellationToken cancellationToken)
    {
        OnGroup(name);
        _result.Series.AddRange(group.Requests.Select(static request => request.Series));
        for (int round = -options.WarmUp; round < options.Count; round++)
        {
            foreach (RequestGroup.Entry entry in group.Requests)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!entry.IsRefused && (round < options.Least || entry.Spent < options.Limit)) await MeasureAsync(entry, isCounted: round >= 0).ConfigureAwait(false);
            }
        }

        _result.Series.RemoveAll(static series => series.Microseconds.Count == 0 && series.Timeouts == 0);
    }

    private async Task MeasureAsync(RequestGroup.Entry entry, bool isCounted)
    {
        RspStatistics before = session.Statistics;
        try
        {
            long sent = time.GetTimestamp();
            await entry.Send().ConfigureAwait(false);
            TimeSpan took = time.GetElapsedTime(sent);
            entry.Spent += took;
            if (isCounted) entry.Series.Add(took);
        }
        catch (RspRefusedException refused)
        {
            entry.IsRefused = true;
            _result.Notes.Add($"{entry.Series.Kind} {entry.Series.SizeInBytes}: {refused.Message}");
        }
        finally
        {
            entry.Series.Add(before, session.Statistics);
        }
    }
}
