using RspDebug.Testing;
using RspDebug.VirtualBoard.FrontEnds;
using RspDebug.VirtualBoard.Memory;
using RspDebug.VirtualBoard.Tests.Lockstep;

namespace RspDebug.VirtualBoard.Tests.OpenOcd;

/// <summary>A board with the test firmware and an OpenOCD attached to it.</summary>
internal sealed class OpenOcdBench : IAsyncDisposable
{
    public static readonly string Image = Firmware.ImagePath("gcc-Og-dwarf5");

    private OpenOcdBench(BoardHost host, OpenOcdSession session) => (Host, Session) = (host, session);

    public BoardHost Host { get; }

    public OpenOcdSession Session { get; }

    public static async Task<OpenOcdBench> StartAsync(bool loaded = true)
    {
        if (ExternalProgram.Find("openocd") is null) Assert.Ignore("openocd is not installed");
        Board board = NewBoard(loaded);
        var host = new BoardHost(board);
        return new OpenOcdBench(host, await OpenOcdSession.StartAsync(host));
    }

    public static Board NewBoard(bool loaded = true)
    {
        var board = new Board();
        if (loaded) ElfSegments.Load(board, Image);
        board.Reset();
        return board;
    }

    /// <summary>Address of a symbol of the firmware.</summary>
    public static async Task<uint> SymbolAsync(string name)
    {
        if (ExternalProgram.Find("arm-none-eabi-nm") is null) Assert.Ignore("arm-none-eabi-nm is not installed");
        string table = await ExternalProgram.RunAsync("arm-none-eabi-nm", [Image]);
        return Convert.ToUInt32(table.Split('\n').First(line => line.EndsWith($" {name}", StringComparison.Ordinal))[..8], 16);
    }

    /// <summary>Runs commands one by one; none may fail.</summary>
    public async Task RunAsync(params string[] commands)
    {
        foreach (string command in commands)
        {
            string answer = await Session.RunAsync(command);
            Assert.That(answer, Does.Not.Contain("rror").And.Not.Contain("ailed"), $"{command}\n{Session.Log}");
        }
    }

    /// <summary>Resets, runs to a symbol, and leaves no breakpoint.</summary>
    public async Task RunToAsync(string symbol)
    {
        uint address = await SymbolAsync(symbol);
        await RunAsync("reset halt", $"bp 0x{address:x} 2 hw", "resume", "wait_halt 5000", "rbp all");
        Assert.That(Pc, Is.EqualTo(address));
    }

    public uint Pc => Host.Use(board => board.Processor.Pc);

    public uint Word(uint address) => Host.Use(board =>
    {
        Assert.That(board.Bus.TryRead(address, 4, BusMaster.Debugger, out uint value));
        return value;
    });

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await Host.DisposeAsync();
    }
}
