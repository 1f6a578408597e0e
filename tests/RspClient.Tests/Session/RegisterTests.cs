using RspDebug.RspClient.Packets;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.TargetDescription;
using RspDebug.Testing;

namespace RspDebug.RspClient.Tests.Session;

[TestFixture]
public sealed class RegisterTests
{
    [Test]
    public async Task ReadRegistersAsync_PartialPacket_TellsWhatItCovers()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        stub.Target["xPSR"] = 0x6100_0003;
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        RegisterSnapshot registers = await session.ReadRegistersAsync(default);
        Assert.That(registers.SizeInBytes, Is.EqualTo(17 * 4));
        Assert.That(registers.TryGet("xpsr", out RegisterValue xpsr) ? xpsr.ToUInt32() : 0, Is.EqualTo(0x6100_0003));
        Assert.That(registers.Covers(session.Registers["msp"]!), Is.False);
        Assert.That(registers.TryGet("nonsense", out _), Is.False);
    }

    [Test]
    public async Task ReadRegistersAsync_EverythingInG_CoversTheFpu()
    {
        FakeStub stub = FakePersonalities.PyOcd();
        stub.Target["fpscr"] = 0x8000_0010;
        stub.Target["d15"] = 0x4009_21fb_5444_2d18;
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        RegisterSnapshot registers = await session.ReadRegistersAsync(default);
        Assert.That(registers.TryGet("fpscr", out RegisterValue fpscr) ? fpscr.ToUInt32() : 0, Is.EqualTo(0x8000_0010));
        Assert.That(registers.TryGet("d15", out RegisterValue d15) ? d15.ToUInt64() : 0, Is.EqualTo(0x4009_21fb_5444_2d18));
    }

    [Test]
    public async Task ReadRegistersAsync_UnavailableBytes_AreNotCovered()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        stub.On("g", _ => string.Concat(Enumerable.Repeat("01020304", 15)) + "xxxxxxxx" + "00000061");
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        RegisterSnapshot registers = await session.ReadRegistersAsync(default);
        Assert.That(registers.Covers(session.Registers["pc"]!), Is.False);
        Assert.That(registers.Covers(session.Registers["lr"]!), Is.True);
        Assert.That(registers.TryGet("xpsr", out RegisterValue xpsr) ? xpsr.ToUInt32() : 0, Is.EqualTo(0x6100_0000));
    }

    [Test]
    public async Task ReadRegistersAsync_OddDigitCount_IsAProtocolErrorAndTheSessionGoesOn()
    {
        // Black Magic Probe log: 163 digits.
        var stub = new FakeStub();
        stub.On("g", _ => new string('0', 163));
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That(async () => await session.ReadRegistersAsync(default), Throws.InstanceOf<RspProtocolException>());
        Assert.That(await session.ReadRegisterAsync(session.Registers["pc"]!, default), Is.Not.Null);
    }

    [Test]
    public async Task ReadRegistersAsync_MoreThanDescribed_UsesWhatIsDescribed()
    {
        FakeStub stub = FakePersonalities.Minimal();
        stub.On("g", _ => string.Concat(Enumerable.Range(0, 21).Select(number => $"{number:x2}000000")));
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        RegisterSnapshot registers = await session.ReadRegistersAsync(default);
        Assert.That(registers.TryGet("xpsr", out RegisterValue xpsr) ? xpsr.ToUInt32() : 0, Is.EqualTo(16));
        Assert.That(registers.SizeInBytes, Is.EqualTo(68));
    }

    [Test]
    public async Task ReadRegisterAsync_NotDescribed_ThrowsAndSendsNothing()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        stub.Counts.Reset();
        var hidden = new RegisterInfo("hidden", "hidden", 19, 32, "int", "", "");
        Assert.That(async () => await session.ReadRegisterAsync(hidden, default), Throws.ArgumentException);
        Assert.That(async () => await session.WriteRegisterAsync(hidden, 0, default), Throws.ArgumentException);
        Assert.That(stub.Counts.Total, Is.Zero);
        Assert.That(session.Failure, Is.Null);
    }

    [Test]
    public async Task ReadRegisterAsync_EveryDescribedRegister_IsReadWithoutDroppingTheLink([ValueSource(typeof(FakePersonalities), nameof(FakePersonalities.Names))] string name)
    {
        FakeStub stub = FakePersonalities.Create(name);
        foreach (FakeRegister register in stub.Target.Registers) stub.Target.SetBytes(register, [(byte)(register.Number + 1)]);
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        foreach (RegisterInfo register in session.Registers.Registers)
            Assert.That((await session.ReadRegisterAsync(register, default))?.ToUInt32(), Is.EqualTo(register.Number + 1), $"{name} {register.Name}");
    }

    [Test]
    public async Task ReadRegisterAsync_NoSingleRegisterPacket_AsksOnceAndUsesG()
    {
        FakeStub stub = FakePersonalities.Minimal();
        stub.Target.Pc = 0x123456;
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        stub.Counts.Reset();
        for (int count = 0; count < 3; count++)
            Assert.That((await session.ReadRegisterAsync(session.Registers["pc"]!, default))?.ToUInt32(), Is.EqualTo(0x123456));
        Assert.That((stub.Counts["p"], stub.Counts["g"]), Is.EqualTo((1, 3)));
    }

    [Test]
    public async Task ReadRegisterAsync_Refused_ThrowsRefused()
    {
        FakeStub stub = new FakeStub().On("p", _ => "E0E");
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That(async () => await session.ReadRegisterAsync(session.Registers["pc"]!, default),
            Throws.InstanceOf<RspRefusedException>().With.Property(nameof(RspRefusedException.Packet)).EqualTo("$pf#d6"));
    }

    [Test]
    public async Task ReadRegisterAsync_UnavailableValue_GivesNull()
    {
        FakeStub stub = new FakeStub().On("p", _ => "xxxxxxxx");
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        Assert.That(await session.ReadRegisterAsync(session.Registers["pc"]!, default), Is.Null);
    }

    [TestCase("primask", 0x1u, "P14=01")]
    [TestCase("control", 0x3u, "P17=03")]
    [TestCase("r0", 0x2080_afbcu, "P0=bcaf8020")]
    [TestCase("d0", 0x2080_afbcu, "P2a=bcaf802000000000")]
    public async Task WriteRegisterAsync_AnyWidth_SendsExactlyItsBytes(string name, uint value, string expected)
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        await session.WriteRegisterAsync(session.Registers[name]!, value, default);
        Assert.That(stub.Counts.Requests[^1], Is.EqualTo(expected));
    }

    [Test]
    public async Task WriteRegisterAsync_NumberOverride_IsUsed()
    {
        var stub = new FakeStub();
        stub.On("P14=", _ => "OK");
        var options = new RspOptions();
        options = options with { RegisterNumbers = options.RegisterNumbers.Add("fpscr", 0x14) };
        await using RspSession session = await SessionFixture.ConnectAsync(stub, options);
        await session.WriteRegisterAsync(session.Registers["fpscr"]!, 0x10, default);
        Assert.That(stub.Counts.Requests[^1], Is.EqualTo("P14=10000000"));
    }

    [Test]
    public async Task WriteRegistersAsync_Snapshot_WritesItBack()
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        stub.Target["r3"] = 7;
        await using RspSession session = await SessionFixture.ConnectAsync(stub);
        RegisterSnapshot registers = await session.ReadRegistersAsync(default);
        stub.Target["r3"] = 8;
        await session.WriteRegistersAsync(registers.Raw, default);
        Assert.That((uint)stub.Target["r3"], Is.EqualTo(7));
    }
}
