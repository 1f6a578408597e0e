using System.Net.Sockets;

namespace RspDebug.VirtualBoard.Tests.OpenOcd;

/// <summary>SWO through OpenOCD's tpiu object: what comes out of its TCP port is what the firmware wrote.</summary>
[Parallelizable(ParallelScope.None)]
internal sealed class OpenOcdTraceTests
{
    [Test]
    public async Task Swo_RawProtocol_GivesTheFirmwaresPackets()
    {
        await using OpenOcdBench bench = await OpenOcdBench.StartAsync();
        using TcpClient client = await StartTraceAsync(bench, "round_done");
        await bench.RunAsync("resume");
        byte[] bytes = await ReadAsync(client, 12 * 100);
        await bench.RunAsync("halt");

        // Each round: "r\n" on port 0, the round as a halfword on port 1, three times the round as a word on port 2.
        uint round = 1;
        for (int at = 0; at + 12 <= bytes.Length; at += 12, round++)
        {
            byte[] expected = [0x01, (byte)'r', 0x01, (byte)'\n', 0x0A, .. BitConverter.GetBytes((ushort)round), 0x13, .. BitConverter.GetBytes(3 * round)];
            Assert.That(bytes[at..(at + 12)], Is.EqualTo(expected), $"round {round}");
        }
    }

    [Test]
    public async Task Swo_ExceptionTrace_NestsAsTheFirmwareDoes()
    {
        await using OpenOcdBench bench = await OpenOcdBench.StartAsync();
        using TcpClient client = await StartTraceAsync(bench, "run_exceptions");
        await bench.RunAsync("itm ports off", "mww 0xE000E010 0", "mww 0xE0001000 0x00010000", "resume");
        byte[] bytes = await ReadAsync(client, 3 * 12);
        await bench.RunAsync("halt");

        // Outer interrupt 21 entered, inner 20 nested in it and back, then the SVC and PendSV of the same round.
        string[] packets = [.. Enumerable.Range(0, 12).Select(i => Convert.ToHexStringLower(bytes, 3 * i, 3))];
        Assert.That(packets, Is.EqualTo(new[]
        {
            "0e2510", "0e2410", "0e2420", "0e2530", "0e2520", "0e0030",
            "0e0b10", "0e0b20", "0e0030",
            "0e0e10", "0e0e20", "0e0030",
        }));
    }

    /// <summary>Runs to a symbol and connects to the trace output, before anything was traced.</summary>
    private static async Task<TcpClient> StartTraceAsync(OpenOcdBench bench, string symbol)
    {
        int port = OpenOcdSession.FreePort();
        await bench.RunToAsync(symbol);
        await bench.RunAsync(
            "tpiu create nrf52.tpiu -dap nrf52.dap -ap-num 0 -baseaddr 0xE0040000",
            $"nrf52.tpiu configure -protocol uart -output :{port} -traceclk 32000000 -pin-freq 2000000",
            "nrf52.tpiu enable", "itm ports on");
        return await OpenOcdSession.ConnectAsync(port, () => false);
    }

    private static async Task<byte[]> ReadAsync(TcpClient client, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        byte[] bytes = new byte[count];
        await client.GetStream().ReadExactlyAsync(bytes, limit.Token);
        return bytes;
    }
}
