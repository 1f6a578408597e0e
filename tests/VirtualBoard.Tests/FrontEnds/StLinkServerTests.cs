using System.Buffers.Binary;
using System.Net.Sockets;
using RspDebug.VirtualBoard.FrontEnds;
using RspDebug.VirtualBoard.FrontEnds.StLink;

namespace RspDebug.VirtualBoard.Tests.FrontEnds;

/// <summary>What OpenOCD's own session does not show: failures, odd input, a client that leaves in the middle.</summary>
internal sealed class StLinkServerTests
{
    private const uint Data = 0x2000_0100;

    [Test]
    public async Task Memory_WrittenAndRead_IsTheSame()
    {
        await using Bench bench = await Bench.StartAsync();
        byte[] bytes = [.. Enumerable.Range(0, 64).Select(i => (byte)(3 * i))];
        await bench.WriteAsync(Command(0x08, Data, bytes.Length), bytes);
        Assert.That(await bench.ReadAsync(Command(0x07, Data, 64), 64), Is.EqualTo(bytes), "words");
        Assert.That(await bench.ReadAsync(Command(0x0C, Data + 1, 3), 3), Is.EqualTo(bytes[1..4]), "bytes");
        Assert.That(await bench.ReadAsync(Command(0x47, Data + 2, 4), 4), Is.EqualTo(bytes[2..6]), "halfwords");
        await bench.WriteAsync(Command(0x0D, Data + 5, 1), [0xEE]);
        Assert.That((await bench.ReadAsync(Command(0x07, Data + 4, 4), 4))[1], Is.EqualTo(0xEE));
        Assert.That(await bench.StatusAsync(), Is.EqualTo(0x80));
    }

    [Test]
    public async Task Memory_Unmapped_ShowsInTheStatusOnce()
    {
        await using Bench bench = await Bench.StartAsync();
        _ = await bench.ReadAsync(Command(0x07, 0xCCCC_CCCC, 4), 4);
        Assert.That(await bench.StatusAsync(), Is.EqualTo(0x11));
        Assert.That(await bench.StatusAsync(), Is.EqualTo(0x80));
    }

    [Test]
    public async Task Memory_OtherAccessPort_IsRefused()
    {
        await using Bench bench = await Bench.StartAsync();
        byte[] command = Command(0x07, Data, 4);
        command[8] = 1;
        _ = await bench.ReadAsync(command, 4);
        Assert.That(await bench.StatusAsync(), Is.EqualTo(0x1D));
    }

    [Test]
    public async Task DebugPort_FailedAccess_SetsTheStickyError()
    {
        await using Bench bench = await Bench.StartAsync();
        await bench.PortAsync(0xFFFF, 0x4, 0x5000_0000);
        Assert.That(await bench.PortAsync(0xFFFF, 0x4), Is.EqualTo(0xF000_0000), "power-up is acknowledged");
        await bench.PortAsync(0, 0x4, 0xCCCC_CCCC);
        _ = await bench.PortAsync(0, 0xC);
        Assert.That(await bench.PortAsync(0xFFFF, 0x4), Is.EqualTo(0xF000_0020));
        await bench.PortAsync(0xFFFF, 0x0, 4);
        Assert.That(await bench.PortAsync(0xFFFF, 0x4), Is.EqualTo(0xF000_0000));
    }

    [Test]
    public async Task AccessPort_AutoIncrement_WrapsAtOneKilobyte()
    {
        await using Bench bench = await Bench.StartAsync();
        await bench.PortAsync(0, 0x0, 0x2300_0052);
        await bench.PortAsync(0, 0x4, 0x2000_03FC);
        await bench.PortAsync(0, 0xC, 0x1111);
        Assert.That(await bench.PortAsync(0, 0x4), Is.EqualTo(0x2000_0000));
    }

    [Test]
    public async Task ControlAccessPort_EraseAll_ClearsFlashAndProtection()
    {
        await using Bench bench = await Bench.StartAsync();
        Assert.That(await bench.PortAsync(1, 0xFC), Is.EqualTo(0x0288_0000));
        bench.Host.Use(board => board.Debug.Port.Memory.IsProtected = true);
        Assert.That(await bench.PortAsync(1, 0x0C), Is.Zero);
        _ = await bench.ReadAsync(Command(0x07, 0, 4), 4);
        Assert.That(await bench.StatusAsync(), Is.EqualTo(0x11));
        await bench.PortAsync(1, 0x04, 1);
        Assert.That(await bench.PortAsync(1, 0x08), Is.Zero);
        Assert.That(await bench.PortAsync(1, 0x0C), Is.EqualTo(1));
        Assert.That(await bench.ReadAsync(Command(0x07, 0, 4), 4), Is.EqualTo(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF }));
    }

    [Test]
    public async Task Client_UnknownBytes_AreTheEndOfIt()
    {
        await using Bench bench = await Bench.StartAsync();
        await bench.SendAsync([0x77, 1, 2, 3]);
        Assert.That(await bench.ReadRawAsync(1), Is.Empty);
    }

    [Test]
    public async Task Client_HugeLength_IsTheEndOfIt()
    {
        await using Bench bench = await Bench.StartAsync();
        await bench.SendAsync(Usb(Command(0x07, Data, 4), 1, int.MaxValue));
        Assert.That(await bench.ReadRawAsync(1), Is.Empty);
    }

    [Test]
    public async Task Clients_LeavingInTheMiddle_DoNoHarm()
    {
        await using Bench bench = await Bench.StartAsync();
        byte[] whole = Usb(Command(0x07, Data, 4), 1, 4);
        for (int length = 0; length < whole.Length; length++)
        {
            using var client = new TcpClient();
            await client.ConnectAsync(bench.Server.EndPoint);
            await client.GetStream().WriteAsync(whole.AsMemory(0, length));
        }

        Assert.That(await bench.StatusAsync(), Is.EqualTo(0x80));
    }

    [Test]
    public async Task Commands_Random_NeverEndTheSession()
    {
        var random = new Random(21);
        await using Bench bench = await Bench.StartAsync();
        byte[] command = new byte[16], data = new byte[64];
        for (int round = 0; round < 2000; round++)
        {
            random.NextBytes(command);
            random.NextBytes(data);
            command[0] = (byte)(random.Next(4) == 0 ? random.Next(256) : 0xF2);
            if (random.Next(2) == 0) await bench.WriteAsync(command, data);
            else Assert.That(await bench.ReadAsync(command, random.Next(70)), Is.Not.Null);
        }
    }

    private static byte[] Command(byte operation, uint address, int length)
    {
        byte[] command = new byte[16];
        (command[0], command[1]) = (0xF2, operation);
        BinaryPrimitives.WriteUInt32LittleEndian(command.AsSpan(2), address);
        BinaryPrimitives.WriteUInt16LittleEndian(command.AsSpan(6), (ushort)length);
        return command;
    }

    private static byte[] Usb(byte[] command, byte direction, int length)
    {
        byte[] packet = new byte[32];
        packet[0] = 5;
        command.CopyTo(packet, 8);
        packet[24] = direction;
        BinaryPrimitives.WriteInt32LittleEndian(packet.AsSpan(28), length);
        return packet;
    }

    private sealed class Bench : IAsyncDisposable
    {
        private readonly TcpClient _client = new();

        private Bench(BoardHost host) => (Host, Server) = (host, StLinkServer.Start(host));

        public BoardHost Host { get; }

        public StLinkServer Server { get; }

        public static async Task<Bench> StartAsync()
        {
            var bench = new Bench(new BoardHost(GdbTests.NewBoard(loaded: true)));
            bench.Host.Use(board => board.Processor.Halt());
            await bench._client.ConnectAsync(bench.Server.EndPoint);
            return bench;
        }

        public Task SendAsync(byte[] bytes) => _client.GetStream().WriteAsync(bytes).AsTask();

        public async Task<byte[]> ReadRawAsync(int count)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            byte[] bytes = new byte[count];
            int read = await _client.GetStream().ReadAtLeastAsync(bytes, count, throwOnEndOfStream: false, limit.Token);
            return bytes[..read];
        }

        public async Task WriteAsync(byte[] command, byte[] data)
        {
            await SendAsync([.. Usb(command, 0, data.Length), .. data]);
            Assert.That(await ReadRawAsync(4), Is.EqualTo(new byte[] { 1, 0, 0, 0 }));
        }

        public async Task<byte[]> ReadAsync(byte[] command, int length)
        {
            await SendAsync(Usb(command, 1, length));
            byte[] answer = await ReadRawAsync(4 + length);
            Assert.That(answer, Has.Length.EqualTo(4 + length));
            Assert.That(answer[..4], Is.EqualTo(new byte[] { 1, 0, 0, 0 }));
            return answer[4..];
        }

        public async Task<byte> StatusAsync() => (await ReadAsync([0xF2, 0x3E, .. new byte[14]], 12))[0];

        public async Task<uint> PortAsync(ushort port, ushort register)
        {
            byte[] command = [0xF2, 0x45, .. BitConverter.GetBytes(port), .. BitConverter.GetBytes(register), .. new byte[10]];
            return BinaryPrimitives.ReadUInt32LittleEndian((await ReadAsync(command, 8)).AsSpan(4));
        }

        public async Task PortAsync(ushort port, ushort register, uint value)
        {
            byte[] command = [0xF2, 0x46, .. BitConverter.GetBytes(port), .. BitConverter.GetBytes(register), .. BitConverter.GetBytes(value), .. new byte[6]];
            _ = await ReadAsync(command, 2);
        }

        public async ValueTask DisposeAsync()
        {
            _client.Dispose();
            await Server.DisposeAsync();
            await Host.DisposeAsync();
        }
    }
}
