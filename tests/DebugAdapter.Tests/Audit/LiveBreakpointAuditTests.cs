using RspDebug.DebugAdapter.Engine.Audit;
using RspDebug.DebugAdapter.Engine.Audit.Breakpoints;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Audit;

/// <summary>The live breakpoint audit: nothing on a healthy board, and each defect that is planted behind the server's back.</summary>
[TestFixture]
public sealed class LiveBreakpointAuditTests
{
    private const string Variant = "gcc-Og-dwarf5";
    private const uint FpCtrl = 0xE000_2000, LastComparator = 0xE000_201C;

    [Test]
    public async Task Run_HealthyBoard_FindsNothing()
    {
        await using AuditTarget target = await AuditTarget.StartAsync(Variant);
        AuditReport report = await AuditAsync(target, Variant);
        Assert.That(report.Findings, Is.Empty);
        Assert.That(report.Facts.Select(f => f.Value), Is.EqualTo(new object[] { 24L, 5L }));
    }

    [Test]
    public async Task Run_ComparatorOfAnotherTool_IsFound()
    {
        await using AuditTarget target = await AuditTarget.StartAsync(Variant);
        target.Poke(LastComparator, 0x4000_0041);
        AuditReport report = await AuditAsync(target, Variant);
        AuditFinding found = report.Findings.Single();
        Assert.That((found.Rule, found.Address), Is.EqualTo(("comparator-owned", (uint?)LastComparator)));
        Assert.That(found.Text, Does.Contain("Comparator 5").And.Contain("0x00000040"));
    }

    [Test]
    public async Task Run_FlashPatchSwitchedOff_IsFound()
    {
        await using AuditTarget target = await AuditTarget.StartAsync(Variant);
        target.Poke(FpCtrl, 2);
        AuditReport report = await AuditAsync(target, Variant);
        Assert.That(report.Findings.Select(f => f.Rule), Does.Contain("fpb-disabled"));
    }

    [Test]
    public async Task Run_ImageOfAnotherBuild_IsStale()
    {
        await using AuditTarget target = await AuditTarget.StartAsync(Variant);
        AuditReport report = await AuditAsync(target, "gcc-O0-dwarf5");
        Assert.That(report.Findings.Select(f => f.Rule), Does.Contain("stale-image"));
    }

    [Test]
    public async Task Run_ServerThatArmsNothing_IsFound()
    {
        FakeStub stub = Stub(new FakeStubOptions());
        stub.Target.Regions.Add(AuditTarget.FlashPatch());
        await using AuditTarget target = await AuditTarget.StartAsync(stub);
        AuditReport report = await AuditAsync(target, Variant);
        Assert.That(report.Findings.Count(f => f.Rule == "not-armed"), Is.EqualTo(24));
    }

    [Test]
    public async Task Run_StopElsewhere_IsFound()
    {
        FakeStub stub = Stub(new FakeStubOptions());
        stub.Target.Run = chip =>
        {
            chip.Pc = 0x10;
            return FakeStop.Trap;
        };
        await using AuditTarget target = await AuditTarget.StartAsync(stub);
        AuditReport report = await AuditAsync(target, Variant);
        Assert.That(report.Findings.Select(f => (f.Rule, f.Address)), Does.Contain(("stop-pc", (uint?)0x10)));
        Assert.That(report.Findings.Select(f => f.Rule), Does.Contain("fpb-hidden"));
    }

    [Test]
    public async Task Run_ServerThatRefuses_IsFound()
    {
        await using AuditTarget target = await AuditTarget.StartAsync(Stub(new FakeStubOptions { MaxHardwareBreakpoints = 3 }));
        AuditReport report = await AuditAsync(target, Variant);
        Assert.That(report.Findings.Select(f => f.Rule), Does.Contain("refused"));
    }

    private static FakeStub Stub(FakeStubOptions options)
    {
        var stub = new FakeStub(options);
        using LoadedImage image = LoadedImage.Open(Firmware.ImagePath(Variant));
        foreach (ImageSection section in image.ReadOnlySections)
            stub.Target.Load(section.Start, section.Bytes.Span);
        stub.Target.Run = chip => chip.CodeBreakpoints.Count == 0 ? null : StopAt(chip);
        return stub;
    }

    private static FakeStop StopAt(FakeTarget chip)
    {
        chip.Pc = chip.CodeBreakpoints.Min();
        return FakeStop.Trap;
    }

    private static async Task<AuditReport> AuditAsync(AuditTarget target, string variant)
    {
        using LoadedImage image = LoadedImage.Open(Firmware.ImagePath(variant));
        return await new LiveBreakpointAudit(target.Link, image, new LiveBreakpointOptions { Samples = 24, Stops = 5 }).RunAsync(CancellationToken.None);
    }
}
