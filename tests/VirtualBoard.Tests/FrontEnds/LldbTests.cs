using RspDebug.RspServer.Session;
using RspDebug.Testing;
using RspDebug.VirtualBoard.FrontEnds;
using RspDebug.VirtualBoard.FrontEnds.Rsp;

namespace RspDebug.VirtualBoard.Tests.FrontEnds;

/// <summary>lldb as another outside client.</summary>
[Parallelizable(ParallelScope.None)]
internal sealed class LldbTests
{
    [Test]
    public async Task Lldb_UserSession_Works()
    {
        if (ExternalProgram.Find("lldb-19") is null) Assert.Ignore("lldb-19 is not installed");
        Board board = GdbTests.NewBoard(loaded: true);
        board.Processor.Halt(); // at reset, so that the first call of leaf is always the same one
        await using var host = new BoardHost(board);
        await using var stub = new RspStub(new BoardTarget(host));
        await using RspListener listener = RspListener.Start(stub);
        string[] commands =
        [
            $"target create {Firmware.ImagePath("gcc-Og-dwarf5")}", $"gdb-remote 127.0.0.1:{listener.EndPoint.Port}", "breakpoint set -H -n leaf", "continue", "bt", "stepi", "next",
            "breakpoint delete -f", "watchpoint set variable -w write g_loops", "continue", "expression g_loops * 0", "detach",
        ];
        string output = await ExternalProgram.RunAsync("lldb-19", ["-b", .. commands.SelectMany(command => (string[])["-o", command])]);
        foreach (string expected in (string[])["stop reason = breakpoint 1.1", "`middle(", "`main at main.c", "instruction step into", "step over", "Watchpoint 1 hit", "= 0", "Process 1 detached"])
            Assert.That(output, Does.Contain(expected));
        Assert.That(output, Does.Not.Contain("error:"));
    }
}
