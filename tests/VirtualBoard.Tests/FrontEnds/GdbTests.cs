using RspDebug.RspServer.Session;
using RspDebug.Testing;
using RspDebug.VirtualBoard.FrontEnds;
using RspDebug.VirtualBoard.FrontEnds.Rsp;
using RspDebug.VirtualBoard.Tests.Lockstep;

namespace RspDebug.VirtualBoard.Tests.FrontEnds;

/// <summary>gdb debugs the board as a user would; its own view of the program is the oracle.</summary>
[Parallelizable(ParallelScope.None)]
internal sealed class GdbTests
{
    // The long run steps 10,000 instructions, at some 2 ms each in gdb.
    private static readonly int Steps = Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1" ? 10_000 : 1_000;
    private static readonly string Image = Firmware.ImagePath("gcc-Og-dwarf5");

    [Test]
    public async Task Gdb_UserSession_IsCleanAndLeavesTheStateOfAFreeRun()
    {
        if (ExternalProgram.Find("gdb-multiarch") is null) Assert.Ignore("gdb-multiarch is not installed");
        Board board = NewBoard(loaded: false);
        await using var host = new BoardHost(board);
        await using var stub = new RspStub(new BoardTarget(host), new RspStubOptions { ResumeWhenLastClientLeaves = false });
        await using RspListener listener = RspListener.Start(stub);
        string output = await ExternalProgram.RunGdbAsync(
            listener.EndPoint.Port, $"file {Image}", "load", "compare-sections", "monitor reset", "monitor maskisr off",
            "hbreak main", "continue", "info registers", "x/3i $pc", $"stepi {Steps}", "info symbol $pc", "delete",
            "hbreak round_done", "continue", "finish", "delete", "watch g_loops", "continue", "continue", "p g_loops > 1", "p g_check_failures",
            "delete", "rwatch g_use_wfi", "continue", "delete", "hbreak leaf", "continue", "finish", "info registers fpscr d8 control", "detach");
        output = output.Replace("warning: No executable has been specified", "", StringComparison.Ordinal);     // Before the file command.
        Assert.That(output, Does.Not.Contain("Remote connection closed").And.Not.Contain("packet error").And.Not.Contain("warning").And.Not.Contain("MIS-MATCHED"));
        foreach (string expected in (string[])["Start address", "matched.", "main () at", "Breakpoint 2, round_done", "New value = ", "$1 = 1", "$2 = 0", "Hardware read watchpoint", "Value returned is", "detached"])
            Assert.That(output, Does.Contain(expected));

        Board free = NewBoard(loaded: true);
        free.Reset();
        free.Run(board.Processor.Instructions);
        Assert.That(CpuText(board), Is.EqualTo(CpuText(free)));
        Assert.That(Ram(board), Is.EqualTo(Ram(free)));
    }

    [Test]
    public async Task Gdb_Next_IsARangeStepAndStopsAtABreakpointInside()
    {
        if (ExternalProgram.Find("gdb-multiarch") is null) Assert.Ignore("gdb-multiarch is not installed");
        await using var host = new BoardHost(NewBoard(loaded: true));
        await using var stub = new RspStub(new BoardTarget(host), new RspStubOptions { ResumeWhenLastClientLeaves = false });
        await using RspListener listener = RspListener.Start(stub);
        string log = Path.Combine(Path.GetTempPath(), $"gdb-{Guid.NewGuid():n}.log");
        int line = Firmware.Mark("BP_STRAIGHT").Line;
        string output = await ExternalProgram.RunGdbAsync(
            // The log is opened when a connection is made.
            listener.EndPoint.Port, $"file {Image}", "disconnect", $"set remotelogfile {log}", $"target extended-remote 127.0.0.1:{listener.EndPoint.Port}",
            "monitor reset", $"hbreak calls.c:{line}", "continue", "delete", "next", "next",
            // A breakpoint on the second instruction of a line.
            "hbreak middle", "continue", "delete", "x/2i $pc", "stepi", "set $second = $pc", "monitor reset", "hbreak middle", "continue", "hbreak *$second", "next", "p $pc == $second", "detach");
        string packets = await File.ReadAllTextAsync(log);
        File.Delete(log);
        Assert.That(packets.Split("$vCont;r"), Has.Length.GreaterThanOrEqualTo(3), "one for each of the lines");
        Assert.That(output, Does.Contain("$1 = 1"));
    }

    [Test]
    public async Task Gdb_Faults_StopAtTheHandler()
    {
        if (ExternalProgram.Find("gdb-multiarch") is null) Assert.Ignore("gdb-multiarch is not installed");
        await using var host = new BoardHost(NewBoard(loaded: true));
        await using var stub = new RspStub(new BoardTarget(host));
        await using RspListener listener = RspListener.Start(stub);
        string output = await ExternalProgram.RunGdbAsync(
            listener.EndPoint.Port, $"file {Image}", "monitor reset", "hbreak run_fault", "continue", "set var g_fault_cause = 1", "continue",
            "info symbol $pc", "p/x $xpsr & 0x1ff", "hbreak fault_report", "continue", "bt");
        foreach (string expected in (string[])["SIGSEGV", "HardFault_Handler in section .text", "$1 = 0x3", "<signal handler called>", "provoke (cause=1", "in main ()"])
            Assert.That(output, Does.Contain(expected));
    }

    [Test]
    public async Task Gdb_Semihosting_ShowsOnTheConsole()
    {
        if (ExternalProgram.Find("gdb-multiarch") is null) Assert.Ignore("gdb-multiarch is not installed");
        await using var host = new BoardHost(NewBoard(loaded: true));
        await using var stub = new RspStub(new BoardTarget(host));
        await using RspListener listener = RspListener.Start(stub);
        string output = await ExternalProgram.RunGdbAsync(
            listener.EndPoint.Port, $"file {Image}", "monitor reset", "hbreak round_done", "continue", "set var g_use_semihosting = 1", "continue", "continue", "p g_loops");
        Assert.That(output.Split("hello from semihosting"), Has.Length.EqualTo(3));
        Assert.That(output, Does.Contain("$1 = 2"));
    }

    internal static Board NewBoard(bool loaded)
    {
        var board = new Board();
        if (loaded) ElfSegments.Load(board, Image);
        else board.Load(0, [0, 4, 0, 0x20, 0, 1, 0, 0]);
        board.Reset();
        return board;
    }

    private static string CpuText(Board board)
    {
        uint[] state = new uint[CpuState.Count];
        CpuState.Read(board.Processor, state);
        return string.Join(' ', state.Select(value => value.ToString("x8")));
    }

    private static byte[] Ram(Board board)
    {
        byte[] ram = new byte[0x40000];
        Assert.That(board.Bus.Read(0x20000000, ram), Is.EqualTo(ram.Length));
        return ram;
    }
}
