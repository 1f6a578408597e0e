using System.Buffers.Binary;
using System.Text.Json;
using RspDebug.DebugAdapter.Engine.Board;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Trace.Ping;
using RspDebug.DebugAdapter.Engine.Trace.Rtt;
using RspDebug.DebugAdapter.Launch;
using RspDebug.Dwarf.Elf;
using RspDebug.RspClient.Transport;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Trace;

public sealed class RttPingTests
{
    [Test]
    public async Task Ping_TestFirmware_EchoesEveryByte()
    {
        string image = Firmware.ImagePath("gcc-Og-dwarf5");
        await using BoardServer board = BoardServer.Start(image, rspPort: 0, stLinkPort: null, swoPort: null);
        LaunchReading launch = LaunchReader.Read(JsonElement.Parse($$"""{"servertype":"virtual","executable":"{{image}}"}"""), LaunchRequest.Launch);
        TcpTransport transport = await TcpTransport.ConnectAsync("127.0.0.1", board.Rsp!.Port, TimeSpan.FromSeconds(60), CancellationToken.None);
        await using HeadlessSession session = await HeadlessSession.StartAsync(launch, transport, (static (_, _) => { }, null), CancellationToken.None);
        Assert.That(session.Session.Image!.Elf.Symbols.TryFind("_SEGGER_RTT", out ElfSymbol block));
        var ping = new RttPing(session, (uint)block.Address.Value, TimeProvider.System);
        await ping.FindAsync(isFresh: true, CancellationToken.None);
        for (int i = 0; i < 20; i++) await ping.PingAsync((byte)(0x80 + i), CancellationToken.None);
        Assert.That((ping.Microseconds.Count, ping.Lost), Is.EqualTo((20L, 0)));
    }

    // size, write, read | a ring or none
    [TestCase(16u, 3u, 15u, true)]
    [TestCase(0u, 0u, 0u, false)]
    [TestCase(16u, 16u, 0u, false)]
    [TestCase(16u, 0u, 4_000_000_000u, false)]
    [TestCase(uint.MaxValue, 0u, 0u, false)]
    public void From_Descriptor_IsTakenOnlyWhenItFits(uint size, uint write, uint read, bool expected)
    {
        byte[] bytes = new byte[RttRing.SizeInBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), size);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), write);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(16), read);
        Assert.That(RttRing.From(0x2000_0000, bytes) is not null, Is.EqualTo(expected));
        for (int length = 0; length < bytes.Length; length++) Assert.That(RttRing.From(0, bytes.AsSpan(0, length)), Is.Null);
    }
}
