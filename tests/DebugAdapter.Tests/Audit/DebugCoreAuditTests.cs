using RspDebug.DebugAdapter.Engine.Audit;
using RspDebug.DebugAdapter.Engine.Audit.Core;
using RspDebug.DebugAdapter.Engine.Memory;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Audit;

[TestFixture]
public sealed class DebugCoreAuditTests
{
    private const uint Demcr = 0xE000_EDFC, FpComp3 = 0xE000_2014, DwtComp2 = 0xE000_1040;

    [Test]
    public async Task Run_VirtualBoard_FindsNothingAndLeavesNothingChanged()
    {
        await using AuditTarget target = await AuditTarget.StartAsync("gcc-Og-dwarf5");
        AuditReport first = await new DebugCoreAudit(target.Link).RunAsync(CancellationToken.None);
        AuditReport second = await new DebugCoreAudit(target.Link).RunAsync(CancellationToken.None);
        Assert.That(first.Findings, Is.Empty);
        Assert.That(first.Facts.Single(f => f.Key == "components").Value, Is.EqualTo("SCS DWT FPB ITM TPIU ETM"));
        Assert.That(ValuesOf(second), Is.EqualTo(ValuesOf(first)));
    }

    [Test]
    public async Task Run_ComparatorInUse_IsNotWritten()
    {
        await using AuditTarget target = await AuditTarget.StartAsync("gcc-Og-dwarf5");
        target.Poke(FpComp3, 0x4000_0101);
        AuditReport report = await new DebugCoreAudit(target.Link).RunAsync(CancellationToken.None);
        IReadOnlyList<object?> row = RowOf(report, "FP_COMP3");
        Assert.That((row[4], row[5], report.Findings.Count), Is.EqualTo(((object)0x4000_0101L, (object?)null, 0)));
    }

    [Test]
    public async Task Run_TraceSwitchedOff_DisagreesAtDemcr()
    {
        await using AuditTarget target = await AuditTarget.StartAsync("gcc-Og-dwarf5");
        target.Poke(Demcr, 0x0000_0400);
        AuditReport report = await new DebugCoreAudit(target.Link).RunAsync(CancellationToken.None);
        Assert.That(report.Findings.Select(f => (f.Rule, f.Address)), Does.Contain(("disagrees", (uint?)Demcr)));
    }

    [Test]
    public async Task Run_ServerThatDropsWrites_FindsTheRegister()
    {
        await using AuditTarget target = await AuditTarget.StartAsync("gcc-Og-dwarf5");
        AuditReport report = await new DebugCoreAudit(new DroppingLink(target.Link, DwtComp2)).RunAsync(CancellationToken.None);
        Assert.That(report.Findings.Select(f => (f.Rule, f.Address)), Is.EqualTo(new[] { ("not-writable", (uint?)DwtComp2) }));
        Assert.That(RowOf(report, "DWT_COMP2")[5], Is.False);
    }

    [Test]
    public async Task Run_ServerWithoutAccess_FindsEveryRegisterUnreadable()
    {
        await using AuditTarget target = await AuditTarget.StartAsync(new FakeStub(new FakeStubOptions()));
        AuditReport report = await new DebugCoreAudit(target.Link).RunAsync(CancellationToken.None);
        Assert.That(report.Findings.Where(f => f.Rule == "unreadable").Select(f => f.Address), Does.Contain(Demcr));
        Assert.That(report.Facts.Single(f => f.Key == "registersWritten").Value, Is.EqualTo(0L));
    }

    private static object?[] ValuesOf(AuditReport report) => [.. report.Tables[0].Rows.Where(row => row[1] is not "DHCSR").Select(row => row[4])];

    private static IReadOnlyList<object?> RowOf(AuditReport report, string register) => report.Tables[0].Rows.Single(row => row[1] is string name && name == register);

    /// <summary>Loses the writes to one address.</summary>
    private sealed class DroppingLink(IMemoryLink link, uint dropped) : IMemoryLink
    {
        public ValueTask<int> ReadAsync(uint address, Memory<byte> destination, CancellationToken cancellationToken) => link.ReadAsync(address, destination, cancellationToken);

        public ValueTask WriteAsync(uint address, ReadOnlyMemory<byte> source, CancellationToken cancellationToken) =>
            address == dropped ? default : link.WriteAsync(address, source, cancellationToken);
    }
}
