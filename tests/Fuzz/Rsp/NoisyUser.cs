using RspDebug.RspClient;
using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.TargetDescription;
using RspDebug.RspServer.Personalities;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.Fuzz.Rsp.Tests;

/// <summary>One session over a bad link: asks for something at random and compares what it was told with the board itself.</summary>
internal sealed class NoisyUser : IAsyncDisposable
{
    private const uint Ram = 0x2000_0000, RamSize = 0x1000;
    private readonly NoisyBoard _board;
    private readonly NoisyTransport _transport;
    private readonly RspSession _session;
    private readonly Random _random;

    private NoisyUser(NoisyBoard board, NoisyTransport transport, RspSession session, int seed) =>
        (_board, _transport, _session, _random) = (board, transport, session, new Random(seed));

    /// <summary>Connects over the quiet link, which is bad from then on.</summary>
    public static async Task<NoisyUser> ConnectAsync(NoisyBoard board, int seed, int ppm)
    {
        var faults = new LinkFaults { Seed = seed * 2, CorruptPpm = ppm, DropPpm = ppm, DuplicatePpm = ppm, HoldPpm = ppm };
        NoisyTransport transport = board.Connect(faults);
        var timeouts = new RspTimeouts
        {
            Query = TimeSpan.FromSeconds(1), Memory = TimeSpan.FromSeconds(1), Monitor = TimeSpan.FromSeconds(1), Step = TimeSpan.FromSeconds(1), Interrupt = TimeSpan.FromSeconds(1),
            InterruptRepeat = TimeSpan.FromMilliseconds(400),
        };
        Task<RspSession> connecting = RspSession.ConnectAsync(transport, new RspOptions { Time = board.Time, Timeouts = timeouts, ConfirmReads = true }, default);
        // Nothing is lost yet, so that no timer has to end: the clock stands, whatever the computer runs first.
        RspSession session = await connecting.WaitAsync(NoisyBoard.Patience);
        transport.IsNoisy = true;
        return new NoisyUser(board, transport, session, seed);
    }

    /// <summary>Makes one request.</summary>
    /// <returns>False when the session is over.</returns>
    public async Task<bool> AskAsync(RunCounts counts)
    {
        counts.Requests++;
        ulong before = Instructions;
        int kind = _random.Next(10);
        try
        {
            await (kind switch
            {
                0 or 1 or 2 => ReadMemoryAsync(counts),
                3 => WriteMemoryAsync(counts),
                4 => ReadRegistersAsync(counts),
                5 => ReadRegisterAsync(counts),
                6 => WriteRegisterAsync(counts),
                7 => StepAsync(counts),
                8 => BreakpointAsync(counts),
                _ => MonitorAsync(counts),
            });
            counts.Succeeded++;
        }
        catch (Exception refused) when (refused is RspRefusedException or RspProtocolException)
        {
            // The request arrived as another one that the sum did not tell from it, and was refused; the session goes on.
            counts.Refused++;
        }
        catch (RspTransportException ended)
        {
            Assert.That(ended.Message, Is.Not.Empty);
            Assert.That(_session.Failure, Is.SameAs(ended), "every later call ends with the same one message");
        }

        ulong ran = Instructions - before;
        if (ran > (kind == 7 ? 1UL : kind == 8 ? 2 * (ulong)TestProgram.Length : 0))
        {
            counts.DoubleSteps++;
            counts.Details.Add($"request {counts.Requests} of kind {kind} ran {ran} instructions");
        }

        return _session.Failure is null;
    }

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        await _transport.DisposeAsync();
    }

    /// <summary>Adds up what the session counted.</summary>
    public void AddTo(RunCounts counts)
    {
        RspStatistics statistics = _session.Statistics;
        counts.Damaged += _transport.Damaged;
        counts.Retransmissions += statistics.Retransmissions + statistics.NaksSent;
        counts.Resynchronisations += statistics.Resynchronisations;
        if (_session.Failure is not null) counts.SessionsEnded++;
    }

    private ulong Instructions => _board.Host.Use(board => board.Processor.Instructions);

    private async Task ReadMemoryAsync(RunCounts counts)
    {
        uint address = Ram + (uint)_random.Next((int)RamSize - 64);
        byte[] read = new byte[_random.Next(1, 64)];
        Task<int> reading = _session.ReadMemoryAsync(new TargetAddress(address), read, default).AsTask();
        await RunAsync(reading);
        int size = await reading;
        if (size != read.Length || !Memory(address, size).AsSpan().SequenceEqual(read.AsSpan(0, size))) counts.Fail($"m of {size} bytes at 0x{address:x}");
    }

    private async Task WriteMemoryAsync(RunCounts counts)
    {
        uint address = Ram + (uint)_random.Next((int)RamSize - 64);
        byte[] data = new byte[_random.Next(1, 48)];
        _random.NextBytes(data);
        Task writing = _session.WriteMemoryAsync(new TargetAddress(address), data, default).AsTask();
        await RunAsync(writing);
        await writing;
        if (!Memory(address, data.Length).AsSpan().SequenceEqual(data)) counts.Fail($"write of {data.Length} bytes at 0x{address:x}");
    }

    private async Task ReadRegistersAsync(RunCounts counts)
    {
        Task<RegisterSnapshot> reading = _session.ReadRegistersAsync(default).AsTask();
        await RunAsync(reading);
        RegisterSnapshot all = await reading;
        for (int number = 0; number < 16; number++)
        {
            if (!all.TryGet(_session.Registers.Registers[number], out RegisterValue value) || value.ToUInt32() != Register(number)) counts.Fail($"g, register {number}");
        }
    }

    private async Task ReadRegisterAsync(RunCounts counts)
    {
        RegisterInfo register = _session.Registers.Registers[_random.Next(16)];
        Task<RegisterValue?> reading = _session.ReadRegisterAsync(register, default).AsTask();
        await RunAsync(reading);
        if ((await reading)?.ToUInt32() != Register(register.Number)) counts.Fail($"p of {register.Name}");
    }

    private async Task WriteRegisterAsync(RunCounts counts)
    {
        RegisterInfo register = _session.Registers.Registers[_random.Next(4, 13)];
        uint value = (uint)_random.NextInt64(uint.MaxValue);
        Task writing = _session.WriteRegisterAsync(register, value, default).AsTask();
        await RunAsync(writing);
        await writing;
        if (Register(register.Number) != value) counts.Fail($"P of {register.Name}");
    }

    private async Task StepAsync(RunCounts counts)
    {
        Task<StopReply> stepping = _session.ResumeAsync(ResumeAction.Step.Instance, default);
        await RunAsync(stepping);
        if (await stepping is not StopReply.Stopped) counts.Fail("a step that ends without a stop");
    }

    // Runs to an address of the loop; a user who waits too long presses pause.
    private async Task BreakpointAsync(RunCounts counts)
    {
        var address = new TargetAddress(TestProgram.Start + (2 * (uint)_random.Next(TestProgram.Length)));
        Task<BreakpointOutcome> inserting = _session.InsertBreakpointAsync(BreakpointType.Hardware, address, RspSession.ThumbBreakpointKind, default).AsTask();
        await RunAsync(inserting);
        if (await inserting is not BreakpointOutcome.Done) return;
        if (!IsArmed((uint)address.Value)) counts.Fail($"Z1 at {address}");
        Task<StopReply> running = _session.ResumeAsync(ResumeAction.Continue.Instance, default);
        await RunAsync(running, () => _ = _session.InterruptAsync(default).AsTask());
        await running;
        Task<BreakpointOutcome> removing = _session.RemoveBreakpointAsync(BreakpointType.Hardware, address, RspSession.ThumbBreakpointKind, default).AsTask();
        await RunAsync(removing);
        if (await removing is BreakpointOutcome.Done && IsArmed((uint)address.Value)) counts.Fail($"z1 at {address}");
    }

    private async Task MonitorAsync(RunCounts counts)
    {
        Task<MonitorReply> command = _session.MonitorAsync("cycles", default).AsTask();
        await RunAsync(command);
        MonitorReply reply = await command;
        if (reply.Status == ReplyStatus.Unsupported) counts.Refused++;
    }

    private Task RunAsync(Task call, Action? onStill = null) => _board.RunAsync(call, onStill, _session.History.ToText);

    private byte[] Memory(uint address, int size) => _board.Host.Use(board =>
    {
        byte[] bytes = new byte[size];
        board.Bus.Read(address, bytes);
        return bytes;
    });

    private uint Register(int number) => _board.Host.Use(board => board.Processor.GetRegister(number));

    // FP_COMPn of FPBv1: bit 0 enables, bits 28:2 are the address, bits 31:30 choose the halfword (Armv7-M, C1.11.5).
    private bool IsArmed(uint address) => _board.Host.Use(board =>
    {
        for (uint index = 0; index < 6; index++)
        {
            if (!board.Bus.TryRead(0xE000_2008 + (index * 4), 4, BusMaster.Debugger, out uint comparator) || (comparator & 1) == 0) continue;
            uint halfword = comparator >> 30;
            if ((comparator & 0x1FFF_FFFC) == (address & ~3u) && (halfword == 3 || halfword == ((address & 2) == 0 ? 1u : 2u))) return true;
        }

        return false;
    });
}
