using System.Runtime.CompilerServices;
using System.Text.Json;
using RspDebug.DebugAdapter.Engine.Benchmark.Judging;
using RspDebug.DebugAdapter.Engine.Benchmark.Virtual;
using RspDebug.DebugAdapter.Engine.Breakpoints;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.DebugAdapter.Launch;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.FloatingPoint;

/// <summary>A server that alters FPSCR while the target is halted, or before a free run's stop is first looked at. The board itself tells what FPSCR is.</summary>
[TestFixture]
public sealed class FpscrHaltTests
{
    private const uint RoundingMode = 0x0040_0000;
    private const string Variant = "gcc-Og-dwarf5";

    [Test]
    public async Task SetBreakpoints_ServerAltersFpscrMeanwhile_UndoneAndReportedEachTime()
    {
        await using Halted halted = await Halted.AtAsync(Firmware.ImagePath(Variant), FpscrMistake.WhileHalted, "BP_DIVIDED");
        uint before = halted.Fpscr;
        halted.Output.Clear();
        (int faults, int undone) = (halted.Board.Faulty!.Faults, halted.Undone);
        await halted.BreakAtAsync("BP_DIVIDED", "BP_COMPARE");
        Assert.That(halted.Board.Faulty.Faults, Is.EqualTo(faults + 1), "the fault was injected");
        await halted.BreakAtAsync("BP_DIVIDED", "BP_COMPARE", "BP_FPU_END");
        Assert.That(halted.Fpscr, Is.EqualTo(before));
        Assert.That(halted.Output.FindAll(text => text.Contains("while breakpoints were set", StringComparison.Ordinal) && text.Contains("was restored", StringComparison.Ordinal)), Has.Count.EqualTo(2));
        Assert.That(halted.Undone, Is.EqualTo(undone + 2));
    }

    [Test]
    public async Task WriteMemory_ServerAltersFpscrMeanwhile_IsUndone()
    {
        await using Halted halted = await Halted.AtAsync(Firmware.ImagePath(Variant), FpscrMistake.WhileHalted, "BP_DIVIDED");
        uint before = halted.Fpscr;
        await halted.Session.WriteMemoryAsync(0x2000_F000, new byte[4], CancellationToken.None);
        Assert.That(halted.Fpscr, Is.EqualTo(before));
        Assert.That(halted.Output, Has.Some.Contains("while memory was written"));
    }

    [Test]
    public async Task Continue_ServerAltersRoundingAtTheStop_IsUndoneAndReported()
    {
        string elf = Path.Combine(TestContext.CurrentContext.WorkDirectory, "never-writes-fpscr.elf");
        await File.WriteAllBytesAsync(elf, WithoutWritesOfFpscr(await File.ReadAllBytesAsync(Firmware.ImagePath(Variant))));
        await using Halted halted = await Halted.AtAsync(elf, FpscrMistake.AtStop, "BP_DIVIDED");
        for (int stop = 0; stop < 3; stop++)
        {
            int faults = halted.Board.Faulty!.Faults;
            await halted.RunAsync(s => s.Continue());
            Assert.That(halted.Board.Faulty.Faults, Is.EqualTo(faults + 1), "the fault was injected");
            Assert.That(halted.Fpscr & RoundingMode, Is.Zero, $"stop {stop}");
        }

        Assert.That(halted.Output.FindAll(text => text.Contains("when the target halted", StringComparison.Ordinal)), Has.Count.EqualTo(halted.Undone).And.Count.GreaterThanOrEqualTo(3));
    }

    [Test]
    public async Task Continue_ProgramThatWritesFpscr_IsNeverJudgedAtItsStop()
    {
        await using Halted halted = await Halted.AtAsync(Firmware.ImagePath(Variant), FpscrMistake.AtStop, "BP_DIVIDED");
        await halted.RunAsync(s => s.Continue());
        Assert.That(halted.Undone, Is.Zero, "it may be the program's own");
    }

    [Test]
    public async Task Continue_UserSetRounding_StaysAsTheUserWants()
    {
        string elf = Path.Combine(TestContext.CurrentContext.WorkDirectory, "never-writes-fpscr-either.elf");
        await File.WriteAllBytesAsync(elf, WithoutWritesOfFpscr(await File.ReadAllBytesAsync(Firmware.ImagePath(Variant))));
        await using Halted halted = await Halted.AtAsync(elf, FpscrMistake.Misnumbered, "BP_DIVIDED", misnumbered: 58);
        await halted.Session.SetVariableAsync(await halted.RegistersReferenceAsync(), "fpscr", "0x400000", FormatOptions.Default, CancellationToken.None);
        await halted.RunAsync(s => s.Continue());
        Assert.That(halted.Fpscr & RoundingMode, Is.EqualTo(RoundingMode));
        Assert.That(halted.Undone, Is.Zero);
    }

    // VMSR FPSCR, Rt becomes NOP.W.
    private static byte[] WithoutWritesOfFpscr(byte[] elf)
    {
        for (int at = 0; at + 4 <= elf.Length; at += 2)
            if (elf[at] == 0xE1 && elf[at + 1] == 0xEE && elf[at + 2] == 0x10 && (elf[at + 3] & 0x0F) == 0x0A)
                new byte[] { 0xAF, 0xF3, 0x00, 0x80 }.CopyTo(elf, at);
        return elf;
    }

    private sealed class Halted(BenchBoard board, HeadlessSession session, List<string> output) : IAsyncDisposable
    {
        public BenchBoard Board => board;

        public DebugSession Session => session.Session;

        public List<string> Output => output;

        public uint Fpscr => board.Use(static b => b.Processor.Fpscr);

        public int Undone => Session.FpscrCounts.Restored;

        public static async Task<Halted> AtAsync(string elf, FpscrMistake mistake, string mark, int misnumbered = 57)
        {
            var board = new BenchBoard(elf, null, new InjectedFault(StepCause.FpscrClobbered, 1, mistake) { FpscrNumber = misnumbered });
            LaunchReading launch = LaunchReader.Read(JsonSerializer.SerializeToElement(new { servertype = "virtual", executable = elf }), LaunchRequest.Launch);
            var output = new List<string>();
            HeadlessSession session = await HeadlessSession.StartAsync(launch, board.Transport, ((_, text) => output.Add(text), null), CancellationToken.None);
            var halted = new Halted(board, session, output);
            await halted.BreakAtAsync(mark);
            await halted.RunAsync(s => s.Continue());
            return halted;
        }

        public async Task RunAsync(Action<DebugSession> start)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            await session.RunAsync(start, limit.Token);
        }

        public Task<IReadOnlyList<UserBreakpoint>> BreakAtAsync(params string[] marks)
        {
            string path = Firmware.SourcePath(Firmware.Mark(marks[0]).Unit);
            return Session.SetBreakpointsAsync(path, [.. marks.Select(m => new BreakpointSpec.Line(path, Firmware.Mark(m).Line))], CancellationToken.None);
        }

        public async Task<int> RegistersReferenceAsync()
        {
            int frame = (await Session.StackAsync(0, 1, CancellationToken.None)).Frames[0].Id;
            int scope = (await Session.ScopesAsync(frame)).First(s => s.Kind == ScopeKind.Registers).Reference;
            IReadOnlyList<VariableView> banks = await Session.VariablesAsync(scope, 0, 100, FormatOptions.Default, CancellationToken.None);
            return banks.First(b => b.Name.Contains("loat", StringComparison.Ordinal)).Reference;
        }

        public async ValueTask DisposeAsync()
        {
            await using ConfiguredAsyncDisposable ending = board.ConfigureAwait(false);
            await session.DisposeAsync();
        }
    }
}
