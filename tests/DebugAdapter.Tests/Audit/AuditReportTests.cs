using System.Text.Json;
using RspDebug.DebugAdapter.Engine.Audit;
using RspDebug.DebugAdapter.Engine.Audit.DebugInformation;
using RspDebug.DebugAdapter.Engine.Audit.Report;
using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Audit;

[TestFixture]
public sealed class AuditReportTests
{
    private static readonly AuditReport Report = AuditReport.Of(
        "breakpoints",
        [
            new("it-block", AuditSeverity.Note, "A note.", "Nothing.") { File = "<b>.c", Line = 3, Address = 0x102 },
            new("literal-pool", AuditSeverity.Error, "An error.", "Rebuild.") { Address = 0x104 },
        ],
        [new("elf", "f.elf"), new("lineCount", 2L), new("linePercent", 50.0)],
        new AuditTable("lines", ["file", "address", "ok"], [["a.c", 0x100L, true], [null, 0x104L, false]]));

    [Test]
    public void Json_HasTheShapeThatTheDocumentPromises()
    {
        using var buffer = new MemoryStream();
        AuditJson.Write(Report, buffer);
        using JsonDocument json = JsonDocument.Parse(buffer.ToArray());
        JsonElement root = json.RootElement, error = root.GetProperty("findings")[0], note = root.GetProperty("findings")[1], summary = root.GetProperty("summary");
        Assert.That(root.EnumerateObject().Select(p => p.Name), Is.EqualTo(new[] { "schema", "audit", "findings", "summary" }));
        Assert.That(error.EnumerateObject().Select(p => p.Name), Is.EqualTo(new[] { "rule", "severity", "file", "line", "address", "text", "advice" }));
        Assert.That((error.GetProperty("severity").GetString(), error.GetProperty("address").GetUInt32(), error.GetProperty("file").ValueKind), Is.EqualTo(("error", 0x104u, JsonValueKind.Null)));
        Assert.That((note.GetProperty("line").GetInt32(), summary.GetProperty("errors").GetInt32(), summary.GetProperty("lines").GetArrayLength()), Is.EqualTo((3, 1, 2)));
    }

    [Test]
    public void Text_NamesPlacesInHexadecimal()
    {
        string text = AuditText.Write(Report);
        Assert.That(text, Does.Contain("error literal-pool 0x00000104\n").And.Contain("note it-block <b>.c:3 0x00000102").And.Contain("linePercent: 50.0 %").And.EndWith("1 errors, 0 warnings, 1 notes\n"));
    }

    [TestCase(AuditSeverity.Error, true)]
    [TestCase(AuditSeverity.Note, true)]
    public void Fails_ComparesWithTheWorst(AuditSeverity failOn, bool fails) => Assert.That(Report.Fails(failOn), Is.EqualTo(fails));

    [Test]
    public void Html_IsEscapedAndHasAVerdict()
    {
        string html = AuditHtml.Write(Report, AuditSeverity.Error);
        Assert.That(html, Does.Contain("verdict bad").And.Contain("&lt;b&gt;.c:3").And.Not.Contain("<b>.c"));
    }

    [Test]
    public void Html_OfDebugInformation_HasAChart()
    {
        using LoadedImage image = LoadedImage.Open(Firmware.ImagePath("gcc-Og-dwarf5"));
        Assert.That(AuditHtml.Write(DebugInformationAudit.Run(image), AuditSeverity.Warning), Does.Contain("data-chart").And.Contain("verdict good").And.Contain("src/calls.c"));
    }
}
