using RspDebug.RspServer.Targets;
using RspDebug.VirtualBoard.FrontEnds;
using RspDebug.VirtualBoard.FrontEnds.Rsp;
using RspDebug.VirtualBoard.Tests.Debug;

namespace RspDebug.VirtualBoard.Tests.FrontEnds;

/// <summary>Rules of the target that gdb does not come across in an ordinary session.</summary>
internal sealed class BoardTargetTests : IResumeHost
{
    private const uint RamCode = 0x2000_0200;
    private readonly List<string> _console = [];
    private readonly List<string> _calls = [];

    [SetUp]
    public void Forget()
    {
        _console.Clear();
        _calls.Clear();
    }

    [Test]
    public async Task Breakpoint_TheSeventh_IsRefusedWithAReason()
    {
        await using Bench bench = await Bench.StartAsync(this, [DebugBench.Spin]);
        for (uint i = 0; i < 6; i++) Assert.That((await bench.InsertAsync(BreakpointKind.Hardware, 0x200 + 2 * i)).IsOk);
        TargetStatus refused = await bench.InsertAsync(BreakpointKind.Hardware, 0x300);
        Assert.That(refused, Is.EqualTo(new TargetStatus(TargetStatusCode.NoComparator, "all 6 breakpoint comparators are taken")));
    }

    [Test]
    public async Task Breakpoint_HardwareInRam_IsRefused_SoftwareIsSet()
    {
        await using Bench bench = await Bench.StartAsync(this, [DebugBench.Spin]);
        bench.Board.Load(RamCode, [0x01, 0x30, 0x01, 0x30, 0xFE, 0xE7]);        // adds r0, #1 twice; b .
        bench.Board.Processor.SetRegister(15, RamCode);
        Assert.That((await bench.InsertAsync(BreakpointKind.Hardware, RamCode + 2)).Code, Is.EqualTo(TargetStatusCode.BadAddress));
        Assert.That((await bench.InsertAsync(BreakpointKind.Software, RamCode + 2)).IsOk);

        TargetStop stop = await bench.ResumeAsync(ResumeAction.Continue);
        Assert.That(stop, Is.EqualTo(new TargetStop.Breakpoint(BreakpointKind.Software)));
        Assert.That(bench.Board.Processor.Pc, Is.EqualTo(RamCode + 2));
        Assert.That(await bench.ReadAsync(RamCode, 4), Is.EqualTo(new byte[] { 0x01, 0x30, 0x01, 0x30 }), "the BKPT does not show");

        Assert.That(await bench.ResumeAsync(ResumeAction.Step), Is.InstanceOf<TargetStop.Stepped>());
        Assert.That((bench.Board.Processor.Pc, bench.Board.Processor.GetRegister(0)), Is.EqualTo((RamCode + 4, 2u)), "stepped over it");
        await bench.Target.RemoveBreakpointAsync(new TargetBreakpoint(BreakpointKind.Software, new(RamCode + 2), 2), default);
        bench.Board.Bus.TryRead(RamCode + 2, 2, RspDebug.VirtualBoard.Memory.BusMaster.Core, out uint code);
        Assert.That(code, Is.EqualTo(0x3001));
    }

    [Test]
    public async Task Memory_WrittenOverASoftwareBreakpoint_StaysUnderIt()
    {
        await using Bench bench = await Bench.StartAsync(this, [DebugBench.Spin]);
        await bench.InsertAsync(BreakpointKind.Software, RamCode);
        Assert.That((await bench.Target.WriteMemoryAsync(new(RamCode), new byte[] { 1, 2, 3, 4 }, default)).IsOk);
        Assert.That(await bench.ReadAsync(RamCode, 4), Is.EqualTo(new byte[] { 1, 2, 3, 4 }));
        bench.Board.Bus.TryRead(RamCode, 4, RspDebug.VirtualBoard.Memory.BusMaster.Core, out uint code);
        Assert.That(code, Is.EqualTo(0x0403_BE00));
    }

    [TestCase(3, 0x2000_0100u)]
    [TestCase(4, 0x2000_0102u)]
    [TestCase(0, 0x2000_0100u)]
    public async Task Watchpoint_NotAlignedOrNoPowerOfTwo_IsRefused(int length, uint address)
    {
        await using Bench bench = await Bench.StartAsync(this, [DebugBench.Spin]);
        TargetStatus status = await bench.Target.InsertBreakpointAsync(new(BreakpointKind.WriteWatchpoint, new(address), length), default);
        Assert.That(status.Code, Is.EqualTo(TargetStatusCode.BadValue));
    }

    [Test]
    public async Task Watchpoint_Hit_NamesItsTypeAndAddress()
    {
        await using Bench bench = await Bench.StartAsync(this, [DebugBench.LoadR1, DebugBench.StoreR1, DebugBench.Spin]);
        await bench.Target.InsertBreakpointAsync(new(BreakpointKind.WriteWatchpoint, new(DebugBench.Data), 4), default);
        Assert.That(await bench.ResumeAsync(ResumeAction.Continue), Is.EqualTo(new TargetStop.Watchpoint(BreakpointKind.WriteWatchpoint, new(DebugBench.Data))));
        Assert.That(bench.Board.Processor.Pc, Is.EqualTo(DebugBench.Code + 4));
    }

    [Test]
    public async Task ProgramBreakpoint_StopsOnce_AndIsPassed()
    {
        await using Bench bench = await Bench.StartAsync(this, [DebugBench.Nop, DebugBench.Bkpt, DebugBench.AddR0, DebugBench.Bkpt]);
        Assert.That(await bench.ResumeAsync(ResumeAction.Continue), Is.EqualTo(new TargetStop.Breakpoint(BreakpointKind.Software)));
        Assert.That(bench.Board.Processor.Pc, Is.EqualTo(DebugBench.Code + 2));
        Assert.That(await bench.ResumeAsync(ResumeAction.Continue), Is.EqualTo(new TargetStop.Breakpoint(BreakpointKind.Software)));
        Assert.That((bench.Board.Processor.Pc, bench.Board.Processor.GetRegister(0)), Is.EqualTo((DebugBench.Code + 6, 1u)));
    }

    [Test]
    public async Task HardFault_IsCaught_UnlessToldNot()
    {
        await using Bench bench = await Bench.StartAsync(this, [0xDE00]);
        Assert.That(await bench.ResumeAsync(ResumeAction.Continue), Is.InstanceOf<TargetStop.Fault>());
        await bench.Target.ResetAsync(default);
        Assert.That((await bench.Target.RunMonitorAsync("vector_catch none", this, default)).IsOk);
        Task<TargetStop> run = bench.ResumeAsync(ResumeAction.Continue);
        bench.Target.Interrupt();
        Assert.That(await run, Is.InstanceOf<TargetStop.Interrupted>());
    }

    [Test]
    public async Task Lockup_Stops()
    {
        await using Bench bench = await Bench.StartAsync(this, [0xDE00]);
        bench.Board.Load(DebugBench.Handlers, [0x00, 0xDE]);
        await bench.Target.RunMonitorAsync("vector_catch none", this, default);
        Assert.That(await bench.ResumeAsync(ResumeAction.Continue), Is.InstanceOf<TargetStop.Fault>());
        Assert.That((await bench.Target.GetThreadsAsync(default))[0].State, Is.EqualTo("locked up"));
    }

    [TestCase(0x04, "text", "text")]
    [TestCase(0x03, "t", "t")]
    public async Task Semihosting_Text_GoesToTheConsole(int operation, string text, string expected)
    {
        await using Bench bench = await Bench.StartAsync(this, [0xBEAB, DebugBench.AddR0, DebugBench.Bkpt]);
        bench.Board.Load(DebugBench.Data, [.. System.Text.Encoding.ASCII.GetBytes(text), 0]);
        bench.Board.Processor.SetRegister(0, (uint)operation);
        bench.Board.Processor.SetRegister(1, DebugBench.Data);
        await bench.ResumeAsync(ResumeAction.Continue);
        Assert.That(_console, Is.EqualTo(new[] { expected }));
        Assert.That(bench.Board.Processor.Pc, Is.EqualTo(DebugBench.Code + 4));
    }

    [Test]
    public async Task Semihosting_Step_ServesTheCallAndMovesOn()
    {
        await using Bench bench = await Bench.StartAsync(this, [0xBEAB, DebugBench.AddR0, DebugBench.Bkpt]);
        bench.Board.Processor.SetRegister(0, 0x08);         // SYS_ISERROR of a block that says 0xFFFFFFFF
        bench.Board.Processor.SetRegister(1, DebugBench.Data);
        bench.Board.Load(DebugBench.Data, [0xFF, 0xFF, 0xFF, 0xFF]);
        Assert.That(await bench.ResumeAsync(ResumeAction.Step), Is.InstanceOf<TargetStop.Stepped>());
        Assert.That((bench.Board.Processor.Pc, bench.Board.Processor.GetRegister(0)), Is.EqualTo((DebugBench.Code + 2, 1u)));
    }

    [Test]
    public async Task Semihosting_Exit_EndsTheProgram()
    {
        await using Bench bench = await Bench.StartAsync(this, [0xBEAB]);
        bench.Board.Processor.SetRegister(0, 0x20);
        bench.Board.Processor.SetRegister(1, DebugBench.Data);
        bench.Board.Load(DebugBench.Data, [0x26, 0, 2, 0, 7, 0, 0, 0]);
        Assert.That(await bench.ResumeAsync(ResumeAction.Continue), Is.EqualTo(new TargetStop.Exited(7)));
    }

    [Test]
    public async Task Semihosting_Files_AreTheClients()
    {
        await using Bench bench = await Bench.StartAsync(this, [0xBEAB, DebugBench.Bkpt]);
        await bench.Target.RunMonitorAsync("semihosting fileio", this, default);
        bench.Board.Processor.SetRegister(0, 0x05);         // SYS_WRITE, descriptor 5, 12 bytes
        bench.Board.Processor.SetRegister(1, DebugBench.Data);
        bench.Board.Load(DebugBench.Data, [5, 0, 0, 0, 0, 2, 0, 0x20, 12, 0, 0, 0]);
        await bench.ResumeAsync(ResumeAction.Continue);
        Assert.That(_calls, Is.EqualTo(new[] { "write,5,20000200,c" }));
        Assert.That(bench.Board.Processor.GetRegister(0), Is.EqualTo(2), "the client wrote 10, so 2 are left");
    }

    [Test]
    public async Task Semihosting_Off_IsABreakpoint()
    {
        await using Bench bench = await Bench.StartAsync(this, [DebugBench.Nop, 0xBEAB]);
        await bench.Target.RunMonitorAsync("semihosting off", this, default);
        Assert.That(await bench.ResumeAsync(ResumeAction.Continue), Is.EqualTo(new TargetStop.Breakpoint(BreakpointKind.Software)));
    }

    [TestCase(true, DebugBench.Code + 2)]
    [TestCase(false, DebugBench.Handlers)]
    public async Task Step_InterruptPending_FollowsTheOption(bool masks, uint pc)
    {
        await using Bench bench = await Bench.StartAsync(this, [DebugBench.AddR0, DebugBench.Spin], new BoardTargetOptions { MasksInterrupts = masks });
        bench.Host.Use(board => board.Processor.Nvic.SetPending(DebugBench.InterruptNumber));
        await bench.ResumeAsync(ResumeAction.Step);
        Assert.That(bench.Board.Processor.Pc, Is.EqualTo(pc));
    }

    [Test]
    public async Task Tampering_ChangesARegisterOnTheStepsItNames()
    {
        var options = new BoardTargetOptions { Tampering = new RegisterTampering(CortexMRegisters.Fpscr, 0x10, EveryNthStep: 2) };
        await using Bench bench = await Bench.StartAsync(this, [DebugBench.Nop, DebugBench.Nop, DebugBench.Nop, DebugBench.Spin], options);
        var seen = new List<uint>();
        for (int i = 0; i < 4; i++)
        {
            await bench.ResumeAsync(ResumeAction.Step);
            seen.Add(bench.Board.Processor.Fpscr);
        }

        Assert.That(seen, Is.EqualTo(new uint[] { 0, 0x10, 0x10, 0 }));
    }

    [Test]
    public async Task Flash_BadRanges_AreRefused()
    {
        await using Bench bench = await Bench.StartAsync(this, [DebugBench.Spin]);
        Assert.That((await bench.Target.EraseFlashAsync(new(0x800), 0x1000, default)).Code, Is.EqualTo(TargetStatusCode.BadAddress));
        Assert.That((await bench.Target.EraseFlashAsync(new(0xFF000), 0x2000, default)).Code, Is.EqualTo(TargetStatusCode.BadAddress));
        Assert.That((await bench.Target.WriteFlashAsync(new(0xFFFFF), new byte[] { 1, 2 }, default)).Code, Is.EqualTo(TargetStatusCode.BadAddress));
        Assert.That((await bench.Target.WriteMemoryAsync(new(0x400), new byte[] { 1 }, default)).Code, Is.EqualTo(TargetStatusCode.BadAddress), "flash is no RAM");
    }

    [Test]
    public async Task Flash_OddRange_LeavesItsNeighboursAlone()
    {
        await using Bench bench = await Bench.StartAsync(this, [DebugBench.Spin]);
        await bench.Target.EraseFlashAsync(new(0x2000), 0x1000, default);
        Assert.That((await bench.Target.WriteFlashAsync(new(0x2003), new byte[] { 1, 2, 3 }, default)).IsOk);
        Assert.That(await bench.ReadAsync(0x2000, 8), Is.EqualTo(new byte[] { 0xFF, 0xFF, 0xFF, 1, 2, 3, 0xFF, 0xFF }));
    }

    ValueTask IResumeHost.WriteConsoleAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken)
    {
        _console.Add(System.Text.Encoding.UTF8.GetString(utf8.Span));
        return ValueTask.CompletedTask;
    }

    ValueTask<FileIoReply> IResumeHost.CallAsync(FileIoCall call, CancellationToken cancellationToken)
    {
        _calls.Add(call.ToPacketText());
        return new(new FileIoReply(10, 0, false));
    }

    private sealed class Bench : IAsyncDisposable
    {
        private readonly IResumeHost _client;
        private readonly DebugBench _bench;

        private Bench(IResumeHost client, DebugBench bench, BoardTargetOptions? options)
        {
            (_client, _bench) = (client, bench);
            bench.Halt();
            Host = new BoardHost(bench.Board);
            Target = new BoardTarget(Host, options);
        }

        public Board Board => _bench.Board;

        public BoardHost Host { get; }

        public BoardTarget Target { get; }

        public static async Task<Bench> StartAsync(IResumeHost client, ushort[] code, BoardTargetOptions? options = null)
        {
            var bench = new Bench(client, new DebugBench(code), options);
            _ = await bench.Target.HaltAsync(default);
            return bench;
        }

        public async Task<TargetStatus> InsertAsync(BreakpointKind kind, uint address) => await Target.InsertBreakpointAsync(new(kind, new(address), 2), default);

        public async Task<byte[]> ReadAsync(uint address, int count)
        {
            byte[] bytes = new byte[count];
            return bytes[..await Target.ReadMemoryAsync(new(address), bytes, default)];
        }

        public Task<TargetStop> ResumeAsync(ResumeAction action) =>
            Target.ResumeAsync(action, new RspThreadId(1), _client, default).WaitAsync(TimeSpan.FromSeconds(20));

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
