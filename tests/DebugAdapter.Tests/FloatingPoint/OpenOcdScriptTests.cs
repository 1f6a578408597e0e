using System.Net;
using System.Net.Sockets;
using RspDebug.DebugAdapter.Engine.FloatingPoint;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.Dwarf.Elf;
using RspDebug.Testing;
using RspDebug.VirtualBoard;
using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.FrontEnds;
using RspDebug.VirtualBoard.FrontEnds.StLink;

namespace RspDebug.DebugAdapter.Tests.FloatingPoint;

/// <summary>The script in the real OpenOCD on the virtual board, driven by the real gdb.</summary>
[TestFixture]
public sealed class OpenOcdScriptTests
{
    private const string Image = "gcc-Og-dwarf5";
    private const uint Tampering = 0x0080_0010;

    [Test]
    public async Task Step_FpscrTamperedAtAnIntegerInstruction_IsRestoredAndTold()
    {
        uint seen = 0, original = 0;
        string output = await RunAsync(
            "restore",
            Once(cpu => (original, cpu.Fpscr) = (cpu.Fpscr, cpu.Fpscr ^ Tampering)),
            cpu => seen = cpu.Fpscr,
            "hbreak *straight", "continue", "delete", "stepi", "stepi", "monitor fpscr_guard");
        Assert.That(output, Does.Contain("FPSCR altered 1 times, restored 1 times"), output);
        Assert.That(output, Does.Contain("; restored"));
        Assert.That(seen, Is.EqualTo(original), "what the program goes on with");
    }

    [Test]
    public async Task Step_ReportOnly_TellsAndLeavesIt()
    {
        uint seen = 0, original = 0;
        string output = await RunAsync(
            "report",
            Once(cpu => (original, cpu.Fpscr) = (cpu.Fpscr, cpu.Fpscr ^ Tampering)),
            cpu => seen = cpu.Fpscr,
            "hbreak *straight", "continue", "delete", "stepi", "stepi", "monitor fpscr_guard");
        Assert.That(output, Does.Contain("FPSCR altered 1 times, restored 0 times"), output);
        Assert.That(seen, Is.EqualTo(original ^ Tampering));
    }

    [Test]
    public async Task Step_AcrossFloatingPointCode_UndoesNothing()
    {
        string output = await RunAsync("restore", null, _ => { }, "hbreak *fpscr_walk", "continue", "delete", "stepi 40", "monitor fpscr_guard");
        Assert.That(output, Does.Contain("40 steps, FPSCR altered 0 times, restored 0 times"), output);
    }

    [Test]
    public async Task Verb_WithoutArguments_PrintsTheScript()
    {
        TextWriter console = Console.Out;
        using var text = new StringWriter();
        Console.SetOut(text);
        try
        {
            Assert.That(await RspDebug.DebugAdapter.Cli.CommandLine.RunAsync(["openocd-script", "--target", "nrf52.cpu"]), Is.Zero);
        }
        finally
        {
            Console.SetOut(console);
        }

        Assert.That(text.ToString(), Does.Contain("set fpscr_guard_target nrf52.cpu").And.Contain("-event step-start"));
    }

    private static Action<Processor> Once(Action<Processor> action)
    {
        bool isDone = false;
        return cpu =>
        {
            if (!isDone)
                action(cpu);
            isDone = true;
        };
    }

    private static async Task<string> RunAsync(string mode, Action<Processor>? fault, Action<Processor> look, params string[] commands)
    {
        foreach (string program in (string[])["openocd", "gdb-multiarch"])
            if (ExternalProgram.Find(program) is null)
                Assert.Ignore($"{program} is not installed.");
        (Board board, uint straight) = Load();
        if (fault is not null)
            board.Processor.TriggerAt(0, Watch);
        await using var host = new BoardHost(board);
        await using StLinkServer probe = StLinkServer.Start(host, 0);
        string script = Path.GetTempFileName();
        int gdbPort = FreePort();
        await File.WriteAllTextAsync(script, OpenOcdScript.Generate("nrf52.cpu", Enum.Parse<FpscrMode>(mode, ignoreCase: true)));
        using var process = new System.Diagnostics.Process
        {
            StartInfo = new("openocd",
            [
                "-c", $"gdb_port {gdbPort}", "-c", "tcl_port disabled", "-c", "telnet_port disabled", "-f", "interface/stlink-dap.cfg",
                "-c", $"st-link backend tcp {probe.EndPoint.Port}", "-c", "transport select dapdirect_swd", "-f", "target/nrf52.cfg", "-f", script,

            ])
            { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true },
        };
        process.Start();
        try
        {
            Task<string> log = process.StandardError.ReadToEndAsync();
            await WaitForPortAsync(gdbPort, process);
            string text = await ExternalProgram.RunGdbAsync(gdbPort, [$"file {Firmware.ImagePath(Image)}", "monitor reset halt", "monitor cortex_m maskisr steponly", .. commands]);
            host.Use(b => look(b.Processor));
            process.Kill();
            return text + await log;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
            File.Delete(script);
        }

        void Watch(Processor cpu)
        {
            // At a step alone: DHCSR.C_STEP.
            const uint HaltingControl = 0xE000_EDF0, Step = 4;
            if (cpu.Pc == straight && board.Bus.TryRead(HaltingControl, 4, VirtualBoard.Memory.BusMaster.Debugger, out uint control) && (control & Step) != 0)
                fault(cpu);
            cpu.TriggerAt(cpu.Instructions, Watch);
        }
    }

    private static (Board Board, uint Straight) Load()
    {
        var board = new Board();
        using LoadedImage image = LoadedImage.Open(Firmware.ImagePath(Image));
        foreach (ElfSegment segment in image.Elf.Segments.Where(s => s.Type == ElfSegmentType.Load && s.SizeInFile > 0))
        {
            LoadPart part = LoadPart.Of(image, segment);
            board.Load(part.Address, part.Data.Span);
        }

        board.Reset();
        return (board, (uint)image.Info.FindFunctions("straight")[0].EntryPoint.Value);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task WaitForPortAsync(int port, System.Diagnostics.Process process)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, limit.Token);
                return;
            }
            catch (SocketException) when (!process.HasExited)
            {
                await tick.WaitForNextTickAsync(limit.Token);
            }
        }
    }
}
