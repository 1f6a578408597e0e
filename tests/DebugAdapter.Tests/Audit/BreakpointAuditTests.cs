using RspDebug.DebugAdapter.Engine.Audit;
using RspDebug.DebugAdapter.Engine.Audit.Breakpoints;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Audit;

/// <summary>Each planted defect is found with its rule and place; an image without one has no findings.</summary>
[TestFixture]
public sealed class BreakpointAuditTests
{
    // Thumb encodings (ARMv7-M ARM A7.7).
    private const ushort Nop = 0xBF00, BxLr = 0x4770, ItEq = 0xBF08, MovR0 = 0x2001, Bkpt = 0xBE01, PushR7Lr = 0xB580, StrR0Sp = 0x9001, LdrR0Pool = 0x4800;
    private static readonly ushort[] Bl = [0xF000, 0xF800];

    [Test]
    public void Run_CleanImage_FindsNothing()
    {
        using PlantedImage image = new PlantedImage().Code([Nop, .. Bl, LdrR0Pool, BxLr]).Data(0x1234, 0x5678).Function("f", 0x100);
        image.Row(0x100, 10).Row(0x102, 11).Row(0x106, 12).Row(0x108, 13);
        AuditReport report = Audit(image);
        Assert.That(report.Findings, Is.Empty);
        Assert.That(report.Facts.Single(f => f.Key == "addresses").Value, Is.EqualTo(3L)); // line 10 moves behind the prologue, to 11
    }

    [Test]
    public void Run_RowInLiteralPool_IsFound()
    {
        using PlantedImage image = new PlantedImage().Code(LdrR0Pool, BxLr).Data(0x1234, 0x5678).Function("f", 0x100);
        image.Row(0x100, 10).Row(0x102, 11).Row(0x104, 12);
        Assert.That(Only(Audit(image)), Is.EqualTo(("literal-pool", AuditSeverity.Error, "planted.c", 12, 0x104u)));
    }

    [Test]
    public void Run_RowInLiteralPoolWithoutMappingSymbols_IsFoundByTheLoad()
    {
        using PlantedImage image = new PlantedImage { HasMappingSymbols = false }.Code(LdrR0Pool, BxLr).Data(0x1234, 0x5678).Function("f", 0x100);
        image.Row(0x100, 10).Row(0x102, 11).Row(0x104, 12);
        Assert.That(Only(Audit(image)).Rule, Is.EqualTo("literal-pool"));
    }

    [Test]
    public void Run_RowInsideInstruction_IsFound()
    {
        using PlantedImage image = new PlantedImage().Code([Nop, .. Bl, BxLr]).Function("f", 0x100);
        image.Row(0x100, 10).Row(0x102, 11).Row(0x104, 12).Row(0x106, 13);
        Assert.That(Only(Audit(image)), Is.EqualTo(("inside-instruction", AuditSeverity.Error, "planted.c", 12, 0x104u)));
    }

    [Test]
    public void Run_RowAtOddAddress_IsFound()
    {
        using PlantedImage image = new PlantedImage().Code(Nop, Nop, BxLr).Function("f", 0x100);
        image.Row(0x100, 10).Row(0x103, 11).Row(0x104, 12);
        Assert.That(Only(Audit(image)), Is.EqualTo(("misaligned", AuditSeverity.Error, "planted.c", 11, 0x102u)));
    }

    [Test]
    public void Run_LineInsideItBlock_IsNoted()
    {
        using PlantedImage image = new PlantedImage().Code(Nop, ItEq, MovR0, BxLr).Function("f", 0x100);
        image.Row(0x100, 10).Row(0x102, 11).Row(0x104, 12).Row(0x106, 13);
        Assert.That(Only(Audit(image)), Is.EqualTo(("it-block", AuditSeverity.Note, "planted.c", 12, 0x104u)));
    }

    [Test]
    public void Run_BreakpointInstructionInItBlock_IsFound()
    {
        using PlantedImage image = new PlantedImage().Code(Nop, ItEq, Bkpt, BxLr).Function("f", 0x100);
        image.Row(0x100, 10).Row(0x102, 11).Row(0x106, 13);
        Assert.That(Only(Audit(image)), Is.EqualTo(("bkpt-in-it", AuditSeverity.Warning, "planted.c", 11, 0x104u)));
    }

    [TestCase(7, 1)]
    [TestCase(6, 0)]
    public void Run_LineInManyFunctions_IsOverBudgetBeyondSix(int functions, int findings)
    {
        using var image = new PlantedImage();
        for (int i = 0; i < functions; i++)
        {
            uint entry = image.Next;
            image.Code(Nop, Nop, BxLr).Function($"f{i}", entry).Row(entry, 10).Row(entry + 2, 20).Row(entry + 4, 21);
        }

        AuditReport report = Audit(image);
        Assert.That(report.Findings.Where(f => f is { Rule: "over-budget", Line: 20 }), Has.Exactly(findings).Items);
    }

    [Test]
    public void Run_FunctionWithoutLines_IsFound()
    {
        using PlantedImage image = new PlantedImage().Code(Nop, BxLr).Function("f", 0x100);
        image.Code(Nop, BxLr).Function("g", 0x104).Row(0x100, 10).Row(0x102, 11).Row(0x104, 12, isStatement: false);
        Assert.That(Only(Audit(image)), Is.EqualTo(("missing-location", AuditSeverity.Warning, "planted.c", 1, 0x104u)));
    }

    [Test]
    public void Run_OnlyRowIsBeforeThePrologue_IsFound()
    {
        using PlantedImage image = new PlantedImage().Code(PushR7Lr, StrR0Sp, BxLr).Function("f", 0x100, parameter: "count", offset: -12).Row(0x100, 10);
        AuditReport report = Audit(image);
        Assert.That(Only(report), Is.EqualTo(("prologue", AuditSeverity.Warning, "planted.c", 10, 0x100u)));
        Assert.That(report.Findings[0].Text, Does.Contain("'count'"));
    }

    [Test]
    public void Run_CodeInExternalRam_IsOutsideOfVersion1AndInsideOfVersion2()
    {
        using PlantedImage image = new PlantedImage(0x6000_0000).Code(Nop, BxLr).Function("f", 0x6000_0000).Row(0x6000_0000, 10).Row(0x6000_0002, 11);
        using LoadedImage loaded = image.Open();
        Assert.That(new BreakpointAudit(loaded, new()).Run().Findings.Select(f => f.Rule), Is.All.EqualTo("outside-fpb").And.Not.Empty);
        Assert.That(new BreakpointAudit(loaded, new() { FpbVersion = 2 }).Run().Findings, Is.Empty);
    }

    /// <summary>The compilers' own images: lines in IT blocks are noted, and one variadic function that GCC begins before its parameters are stored.</summary>
    [TestCaseSource(typeof(Firmware), nameof(Firmware.Variants))]
    public void Run_FirmwareImage_HasNothingWorseThanNotes(string variant)
    {
        using LoadedImage image = LoadedImage.Open(Firmware.ImagePath(variant));
        AuditReport report = new BreakpointAudit(image, new()).Run();
        Assert.That(report.Findings.Where(f => f.Severity > AuditSeverity.Note || f.Rule is not ("it-block" or "prologue")), Is.Empty);
        Assert.That(report.Findings.Where(f => f.Rule == "prologue").Select(f => f.Text), Is.All.Contain(" sum_of: 'count'"));
    }

    private static AuditReport Audit(PlantedImage image)
    {
        using LoadedImage loaded = image.Open();
        return new BreakpointAudit(loaded, new BreakpointAuditOptions()).Run();
    }

    private static (string Rule, AuditSeverity Severity, string? File, int? Line, uint? Address) Only(AuditReport report)
    {
        Assert.That(report.Findings, Has.Count.EqualTo(1), string.Join('\n', report.Findings));
        AuditFinding found = report.Findings[0];
        return (found.Rule, found.Severity, found.File, found.Line, found.Address);
    }
}
