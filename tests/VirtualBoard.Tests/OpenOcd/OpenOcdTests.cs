using System.Net.Sockets;
using System.Text;
using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.Tests.OpenOcd;

/// <summary>The real OpenOCD with its own target/nrf52.cfg debugs the board through the ST-LINK front end.</summary>
[Parallelizable(ParallelScope.None)]
internal sealed class OpenOcdTests
{
    private const int InnerInterrupt = 20;

    [Test]
    public async Task Attach_Examines()
    {
        await using OpenOcdBench bench = await OpenOcdBench.StartAsync();
        await bench.RunAsync("halt", "reset halt");
        Assert.That(bench.Session.Log, Does.Contain("Cortex-M4 r0p1 processor detected").And.Contain("target has 6 breakpoints, 4 watchpoints"));
        Assert.That(bench.Pc, Is.EqualTo(await OpenOcdBench.SymbolAsync("Reset_Handler")));
    }

    [Test]
    public async Task RomTable_NamesEveryComponent()
    {
        await using OpenOcdBench bench = await OpenOcdBench.StartAsync();
        string report = await bench.Session.RunAsync("dap info 0");
        string[] parts = ["Nordic", "Cortex-M4 SCS", "DWT (Data Watchpoint", "FPB (Flash Patch", "ITM (Instrumentation", "Cortex-M4 TPIU", "Cortex-M4 ETM", "End of ROM table"];
        foreach (string part in parts) Assert.That(report, Does.Contain(part));
    }

    [Test]
    public async Task Registers_AllOfThem_AreTheCores()
    {
        await using OpenOcdBench bench = await OpenOcdBench.StartAsync();
        await bench.RunToAsync("leaf");
        string report = await bench.Session.RunAsync("reg");
        string[] expected = bench.Host.Use(board =>
        {
            Processor cpu = board.Processor;
            return (string[])
            [
                .. Enumerable.Range(0, 13).Select(n => $"r{n} (/32): 0x{cpu.GetRegister(n):x8}"), $"sp (/32): 0x{cpu.GetRegister(13):x8}", $"lr (/32): 0x{cpu.GetRegister(14):x8}",
                $"pc (/32): 0x{cpu.Pc:x8}", $"xPSR (/32): 0x{cpu.Xpsr:x8}", $"msp (/32): 0x{cpu.Msp:x8}", $"psp (/32): 0x{cpu.Psp:x8}", $"control (/3): 0x{cpu.Control:x2}",
                .. Enumerable.Range(0, 16).Select(n => $"d{n} (/64): 0x{cpu.GetFloatRegister(2 * n + 1):x8}{cpu.GetFloatRegister(2 * n):x8}"), $"fpscr (/32): 0x{cpu.Fpscr:x8}",
            ];
        });
        foreach (string line in expected) Assert.That(report, Does.Contain(line));
    }

    [TestCase("on", false)]
    [TestCase("off", true)]
    [TestCase("steponly", false)]
    [TestCase("auto", null)]
    public async Task Step_InterruptPending_FollowsMaskIsr(string mode, bool? entersHandler)
    {
        await using OpenOcdBench bench = await OpenOcdBench.StartAsync();
        await bench.RunToAsync("run_calls");
        uint start = bench.Pc, handler = await OpenOcdBench.SymbolAsync("SWI0_EGU0_IRQHandler"), counter = await OpenOcdBench.SymbolAsync("g_inner_irq_count");
        uint before = bench.Word(counter);
        await bench.RunAsync($"cortex_m maskisr {mode}", $"mww 0xE000E200 {1 << InnerInterrupt}", "step");
        if (entersHandler == true)
        {
            Assert.That(bench.Pc, Is.EqualTo(handler));
            return;
        }

        Assert.That(bench.Pc, Is.GreaterThan(start).And.LessThanOrEqualTo(start + 4));
        bool pending = bench.Host.Use(board => board.Processor.Nvic.IsPending(16 + InnerInterrupt));
        Assert.That(pending, Is.EqualTo(entersHandler == false), "auto lets the handler run to its end before it steps");
        Assert.That(bench.Word(counter) - before, Is.EqualTo(entersHandler is null ? 1 : 0));
    }

    [TestCase("on")]
    [TestCase("off")]
    [TestCase("steponly")]
    [TestCase("auto")]
    public async Task Step_QuietCode_WalksAsTheCoreDoes(string mode)
    {
        await using OpenOcdBench bench = await OpenOcdBench.StartAsync();
        await bench.RunToAsync("trace_init");
        Board free = OpenOcdBench.NewBoard();
        for (int limit = 100_000; free.Processor.Pc != bench.Pc && limit > 0; limit--) free.Processor.Step();
        await bench.RunAsync($"cortex_m maskisr {mode}");
        for (int i = 0; i < 30; i++)
        {
            await bench.RunAsync("step");
            free.Processor.Step();
            Assert.That(bench.Pc, Is.EqualTo(free.Processor.Pc), $"step {i}");
        }
    }

    [Test]
    public async Task Breakpoints_SixHold_TheSeventhIsRefused()
    {
        await using OpenOcdBench bench = await OpenOcdBench.StartAsync();
        await bench.RunAsync("reset halt");
        string[] functions = ["main", "trace_init", "exceptions_init", "run_calls", "run_data", "run_shapes"];
        uint[] addresses = new uint[functions.Length];
        for (int i = 0; i < functions.Length; i++)
        {
            addresses[i] = await OpenOcdBench.SymbolAsync(functions[i]);
            await bench.RunAsync($"bp 0x{addresses[i]:x} 2 hw");
        }

        Assert.That(await bench.Session.RunAsync("bp 0x200 2 hw"), Does.Contain("resource not available"));
        foreach (uint address in addresses)
        {
            await bench.RunAsync("resume", "wait_halt 5000");
            Assert.That(bench.Pc, Is.EqualTo(address));
        }
    }

    [TestCase("w", "g_loops")]
    [TestCase("r", "g_use_wfi")]
    [TestCase("a", "g_fault_cause")]
    public async Task Watchpoints_FourHold_TheFifthIsRefused_AndTheyStop(string access, string variable)
    {
        await using OpenOcdBench bench = await OpenOcdBench.StartAsync();
        await bench.RunToAsync("run_shapes");
        uint address = await OpenOcdBench.SymbolAsync(variable);
        await bench.RunAsync($"wp 0x{address:x} 4 {access}", "wp 0x2003f000 4 w", "wp 0x2003f010 4 r", "wp 0x2003f020 4 a");
        Assert.That(await bench.Session.RunAsync("wp 0x2003f030 4 w"), Does.Contain("resource not available"));
        await bench.RunAsync("resume", "wait_halt 5000");
        Assert.That(bench.Session.Log, Does.Contain("halted due to watchpoint"));
        Assert.That(bench.Host.Use(board => board.Debug.LastWatchedAddress), Is.EqualTo(address));
    }

    [Test]
    public async Task Semihosting_PrintsAndGoesOn()
    {
        await using OpenOcdBench bench = await OpenOcdBench.StartAsync();
        await bench.RunToAsync("round_done");
        uint flag = await OpenOcdBench.SymbolAsync("g_use_semihosting"), done = await OpenOcdBench.SymbolAsync("round_done");
        await bench.RunAsync("arm semihosting enable", $"mww 0x{flag:x} 1", $"bp 0x{done:x} 2 hw", "resume", "wait_halt 5000", "resume", "wait_halt 5000");
        Assert.That(bench.Session.Log.Split("hello from semihosting"), Has.Length.EqualTo(3));
    }

    [Test]
    public async Task Rtt_ChannelSpeaksAndListens()
    {
        await using OpenOcdBench bench = await OpenOcdBench.StartAsync();
        int port = OpenOcdSession.FreePort();
        await bench.RunToAsync("round_done");
        await bench.RunAsync("rtt setup 0x20000000 0x40000 \"SEGGER RTT\"", "rtt start");
        Assert.That(await bench.Session.RunAsync("rtt channels"), Does.Contain("Terminal").And.Contain("Data"));
        await bench.RunAsync($"rtt server start {port} 0");
        using TcpClient client = await OpenOcdSession.ConnectAsync(port, () => false);
        await bench.RunAsync("resume");
        Assert.That(await ReadUntilAsync(client, "firmware up\r\n"), Does.Contain("firmware up\r\n"));
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("echo!"));
        Assert.That(await ReadUntilAsync(client, "!"), Does.Match("e.*c.*h.*o.*!"));
        await bench.RunAsync("rtt stop", "halt");
    }

    private static async Task<string> ReadUntilAsync(TcpClient client, string end)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var text = new StringBuilder();
        byte[] buffer = new byte[256];
        while (!text.ToString().Contains(end, StringComparison.Ordinal))
        {
            int count = await client.GetStream().ReadAsync(buffer, limit.Token);
            if (count == 0) break;
            text.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }

        return text.ToString();
    }
}
