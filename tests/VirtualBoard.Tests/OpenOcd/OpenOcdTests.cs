using RspDebug.Testing;
using RspDebug.VirtualBoard.FrontEnds;
using RspDebug.VirtualBoard.Tests.Lockstep;

namespace RspDebug.VirtualBoard.Tests.OpenOcd;

[Parallelizable(ParallelScope.None)]
public sealed class OpenOcdTests
{
    [Test]
    public async Task Attach_Examine_HaltAndReset()
    {
        OpenOcdRun.Require();
        var board = new Board();
        ElfSegments.Load(board, Firmware.ImagePath("gcc-Og-dwarf5"));
        board.Reset();
        await using var host = new BoardHost(board);
        string output = await OpenOcdRun.RunAsync(host, "halt", "reset halt", "echo [reg pc]");
        Assert.That(output, Does.Contain("Cortex-M4 r0p1 processor detected").And.Contain("target has 6 breakpoints, 4 watchpoints"));
        Assert.That(output, Does.Not.Contain("Error"));
        uint start = host.Use(ready => ready.Processor.Pc);
        Assert.That(output, Does.Contain($"pc (/32): 0x{start:x8}"));
    }
}
