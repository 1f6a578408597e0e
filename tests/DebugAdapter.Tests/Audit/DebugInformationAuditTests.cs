using System.Text.Json;
using RspDebug.DebugAdapter.Engine.Audit;
using RspDebug.DebugAdapter.Engine.Audit.DebugInformation;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Audit;

[TestFixture]
public sealed class DebugInformationAuditTests
{
    /// <summary>Against LLVM's statistics, which also count the few functions that the linker removed.</summary>
    [TestCaseSource(typeof(Firmware), nameof(Firmware.Variants))]
    public async Task Run_FirmwareImage_CoversItsVariablesAsLlvmCounts(string variant)
    {
        string? tool = ExternalProgram.Find("llvm-dwarfdump-19") ?? ExternalProgram.Find("llvm-dwarfdump");
        if (tool is null)
            Assert.Ignore("llvm-dwarfdump is not installed");
        string text = await ExternalProgram.RunAsync(tool!, ["--statistics", Firmware.ImagePath(variant)]);
        using JsonDocument statistics = JsonDocument.Parse(text[text.IndexOf('{', StringComparison.Ordinal)..(text.LastIndexOf('}') + 1)]);
        double scope = statistics.RootElement.GetProperty("sum_all_variables(#bytes in parent scope)").GetDouble();
        double covered = statistics.RootElement.GetProperty("sum_all_variables(#bytes in parent scope covered by DW_AT_location)").GetDouble();
        AuditReport report = Audit(variant);
        Assert.That((double)Fact(report, "variablePercent")!, Is.EqualTo(100 * covered / scope).Within(4));
        Assert.That((double)(long)Fact(report, "scopeBytes")!, Is.EqualTo(scope).Within(8).Percent);
    }

    [TestCaseSource(typeof(Firmware), nameof(Firmware.Variants))]
    public void Run_FirmwareImage_HasNoFindings(string variant) => Assert.That(Audit(variant).Findings, Is.Empty);

    [Test]
    public async Task Run_ImageWithoutUnwindTables_NamesEveryFunction()
    {
        string? objcopy = ExternalProgram.Find("arm-none-eabi-objcopy");
        if (objcopy is null)
            Assert.Ignore("arm-none-eabi-objcopy is not installed");
        string folder = Directory.CreateTempSubdirectory("rsp-debug-audit").FullName, stripped = Path.Combine(folder, "stripped.elf");
        await ExternalProgram.RunAsync(objcopy!, ["--remove-section=.debug_frame", "--remove-section=.ARM.exidx", Firmware.ImagePath("gcc-Og-dwarf5"), stripped]);
        using (LoadedImage image = LoadedImage.Open(stripped))
        {
            AuditReport report = DebugInformationAudit.Run(image);
            Assert.That(report.Findings.Select(f => f.Rule), Is.All.EqualTo("no-unwind-info"));
            Assert.That(report.Findings, Has.Count.EqualTo((int)(long)Fact(report, "functions")!));
            Assert.That((double)Fact(report, "unwindPercent")!, Is.Zero);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public void Run_UnitWithoutStatements_IsFound()
    {
        using PlantedImage planted = new PlantedImage().Code(0xBF00, 0x4770).Function("f", 0x100).Row(0x100, 10, isStatement: false);
        using LoadedImage image = planted.Open();
        Assert.That(DebugInformationAudit.Run(image).Findings.Select(f => f.Rule), Does.Contain("no-breakable-line"));
    }

    [Test]
    public void Compare_O0AndO2_ShowsWhatOptimisingCosts()
    {
        using LoadedImage plain = LoadedImage.Open(Firmware.ImagePath("gcc-O0-dwarf5")), optimised = LoadedImage.Open(Firmware.ImagePath("gcc-O2-dwarf5"));
        AuditTable table = DebugInformationAudit.Compare(plain, optimised).Tables.Single();
        IReadOnlyList<object?> all = table.Rows[^1];
        int own = table.Columns.ToList().IndexOf("variablePercent"), other = table.Columns.ToList().IndexOf("otherVariablePercent");
        Assert.That(all[0], Is.EqualTo("(all)"));
        Assert.That((double)all[own]!, Is.EqualTo(100));
        Assert.That((double)all[other]!, Is.LessThan(90));
    }

    private static AuditReport Audit(string variant)
    {
        using LoadedImage image = LoadedImage.Open(Firmware.ImagePath(variant));
        return DebugInformationAudit.Run(image);
    }

    private static object? Fact(AuditReport report, string name) => report.Facts.Single(f => f.Key == name).Value;
}
