using RspDebug.DebugAdapter.Engine.Breakpoints;

namespace RspDebug.DebugAdapter.Tests.Breakpoints;

[TestFixture]
public sealed class ArmedBreakpointsTests
{
    private readonly CancellationToken _token = CancellationToken.None;

    [Test]
    public async Task ArmAsync_SeventhInFlash_IsRefusedWithTheListAndWithoutAPacket()
    {
        var link = new RecordingLink();
        var armed = new ArmedBreakpoints(link) { Budget = new ComparatorBudget(6, 0x1FFF_FFFE) };
        for (uint i = 0; i < 6; i++)
            Assert.That(await armed.ArmAsync(0x100 + (i * 4), $"main.c:{i}", _token), Is.Null);
        string? refusal = await armed.ArmAsync(0x200, "main.c:99", _token);
        Assert.That(refusal, Does.Contain("All 6 hardware breakpoints").And.Contain("main.c:0").And.Contain("main.c:5").And.Contain("Remove"));
        Assert.That(link.Log, Has.Count.EqualTo(6));
    }

    [Test]
    public async Task ArmAsync_SameAddressTwice_SharesOneComparator()
    {
        var link = new RecordingLink();
        var armed = new ArmedBreakpoints(link);
        await armed.ArmAsync(0x100, "a", _token);
        await armed.ArmAsync(0x100, "b", _token);
        await armed.DisarmAsync(0x100, "a", _token);
        Assert.That(armed.IsArmed(0x100), Is.True);
        await armed.DisarmAsync(0x100, "b", _token);
        Assert.That(link.Log, Is.EqualTo(new[] { "+Hardware 100", "-Hardware 100" }));
    }

    [Test]
    public async Task ArmAsync_InRam_IsASoftwareBreakpoint()
    {
        var link = new RecordingLink();
        var armed = new ArmedBreakpoints(link) { Budget = new ComparatorBudget(0, 0x1FFF_FFFE) };
        Assert.That(await armed.ArmAsync(0x2000_0100, "ram", _token), Is.Null);
        Assert.That(link.Log, Is.EqualTo(new[] { "+Software 20000100" }));
    }

    [Test]
    public async Task ArmAsync_NeitherFlashNorRam_IsRefusedWithTheReason()
    {
        var armed = new ArmedBreakpoints(new RecordingLink()) { Budget = new ComparatorBudget(6, 0x1FFF_FFFE) };
        Assert.That(await armed.ArmAsync(0x6000_0000, "xip", _token), Does.Contain("below 0x20000000"));
    }

    [Test]
    public async Task ArmAsync_ServerRefuses_SaysSoAndStaysUnarmed()
    {
        var armed = new ArmedBreakpoints(new RecordingLink { Refusal = "E0E" });
        Assert.That(await armed.ArmAsync(0x100, "a", _token), Does.Contain("E0E"));
        Assert.That(armed.IsArmed(0x100), Is.False);
    }

    [TestCase("60020000", 6, 0x1FFFFFFEu)]   // FPBv1, 6 code, 2 literal: nRF52840
    [TestCase("61020000", 6, 0x1FFFFFFEu)]   // the same, enabled
    [TestCase("80000010", 8, uint.MaxValue)] // FPBv2
    [TestCase("10100000", 17, 0x1FFFFFFEu)]  // NUM_CODE across both fields
    public void FromFpCtrl_Register_GivesCountAndReach(string bytes, int count, uint last) =>
        Assert.That(ComparatorBudget.FromFpCtrl(Convert.FromHexString(bytes)), Is.EqualTo(new ComparatorBudget(count, last)));

    [TestCase("00000000")]
    [TestCase("6002")]
    [TestCase("")]
    public void FromFpCtrl_NothingTold_IsUnknown(string bytes) =>
        Assert.That(ComparatorBudget.FromFpCtrl(Convert.FromHexString(bytes)).CodeComparators, Is.Null);

    [Test]
    public async Task ArmAsync_RamThatTakesNoInstruction_GetsAComparator()
    {
        var link = new RecordingLink { Refusal = "E0E", Refused = BreakpointHolder.Software };
        var armed = new ArmedBreakpoints(link) { Budget = new ComparatorBudget(6, 0x1FFF_FFFE), IsRam = _ => true };
        Assert.That(await armed.ArmAsync(0x1200_0000, "qspi", _token), Is.Null);
        Assert.That((link.Log, armed.HardwareCount), Is.EqualTo((new List<string> { "+Software 12000000", "+Hardware 12000000" }, 1)));
    }

    [Test]
    public async Task RearmAllAsync_AfterReset_RemovesAndInserts()
    {
        var link = new RecordingLink();
        var armed = new ArmedBreakpoints(link);
        await armed.ArmAsync(0x100, "a", _token);
        await armed.RearmAllAsync(_token);
        Assert.That(link.Log, Is.EqualTo(new[] { "+Hardware 100", "-Hardware 100", "+Hardware 100" }));
    }

    [TestCase(6, 4, 4)]
    [TestCase(6, 8, 6)]
    [TestCase(null, 2, 2)]
    [TestCase(6, null, 6)]
    [TestCase(null, null, null)]
    public void Limit_OfTheUser_IsNeverMoreThanTheCoreHas(int? core, int? user, int? limit) =>
        Assert.That(new ComparatorBudget(core, uint.MaxValue).Limit(user).CodeComparators, Is.EqualTo(limit));

    private sealed class RecordingLink : IBreakpointLink
    {
        public List<string> Log { get; } = [];

        public string? Refusal { get; init; }

        /// <summary>Refuses this kind only; null for both.</summary>
        public BreakpointHolder? Refused { get; init; }

        public ValueTask<string?> InsertAsync(BreakpointHolder holder, uint address, CancellationToken cancellationToken)
        {
            Log.Add($"+{holder} {address:x}");
            return ValueTask.FromResult(Refused is null || Refused == holder ? Refusal : null);
        }

        public ValueTask RemoveAsync(BreakpointHolder holder, uint address, CancellationToken cancellationToken)
        {
            Log.Add($"-{holder} {address:x}");
            return ValueTask.CompletedTask;
        }
    }
}
