using System.Text;
using RspDebug.RspClient.TargetDescription;
using RspDebug.RspClient.Tests.Framing;
using RspDebug.Testing;

namespace RspDebug.RspClient.Tests.TargetDescription;

[TestFixture]
public sealed class TargetXmlTests
{
    private static IEnumerable<string> Servers => Descriptions.All.Keys;

    [TestCaseSource(nameof(Servers))]
    public void Parse_KnownServer_GivesNamesNumbersAndWidths(string server)
    {
        (Dictionary<string, string> documents, string expected) = Descriptions.All[server];
        var diagnostics = new List<string>();
        RegisterLayout layout = TargetXml.Parse(ToBytes(documents), diagnostics);
        foreach (string entry in expected.Split(' '))
        {
            string name = entry[..entry.IndexOf('=', StringComparison.Ordinal)];
            Assert.That(layout[name] is { } register ? $"{name}={register.Number}/{register.SizeInBits}" : $"{name} is missing", Is.EqualTo(entry), server);
        }

        Assert.That(diagnostics, Is.Empty);
    }

    [TestCaseSource(nameof(Servers))]
    public void Parse_CutAtEveryLength_ThrowsOnlyTheTypedError(string server)
    {
        foreach ((string name, string text) in Descriptions.All[server].Documents)
        {
            for (int length = 0; length < text.Length; length += length < 200 ? 1 : 13)
            {
                Dictionary<string, string> documents = new(Descriptions.All[server].Documents, StringComparer.Ordinal) { [name] = text[..length] };
                AssertTyped(documents, $"{server} {name} cut at {length}");
            }
        }
    }

    [TestCaseSource(nameof(Servers))]
    public void Parse_Mutated_ThrowsOnlyTheTypedError(string server)
    {
        var random = new Random(17);
        int count = Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1" ? 50_000 : 1_000;
        for (int round = 0; round < count; round++)
        {
            var documents = Descriptions.All[server].Documents.ToDictionary(
                pair => pair.Key, pair => Encoding.Latin1.GetString(Mutation.Apply(Encoding.Latin1.GetBytes(pair.Value), random)), StringComparer.Ordinal);
            AssertTyped(documents, $"{server} round {round}");
        }
    }

    // XML of the registers | name=number of all, in order | a part of the diagnostic, or "-"
    [TestCase("<reg name='a' bitsize='32'/><reg name='b' bitsize='32'/>", "a=0 b=1", "-")]
    [TestCase("<reg name='a' bitsize='32' regnum='5'/><reg name='b' bitsize='32'/>", "a=5 b=6", "-")]
    [TestCase("<reg name='a' bitsize='32'/></feature><feature name='g'><reg name='b' bitsize='32'/>", "a=0 b=1", "-")]
    [TestCase("<reg name='a' bitsize='32'/><reg name='x' bitsize='0'/><reg name='b' bitsize='32'/>", "a=0 b=2", "'x'")]
    [TestCase("<reg name='a' bitsize='32'/><reg name='x'/><reg name='b' bitsize='32'/>", "a=0 b=2", "'x'")]
    [TestCase("<reg name='a' bitsize='32'/><reg bitsize='32'/><reg name='b' bitsize='32'/>", "a=0 b=2", "''")]
    [TestCase("<reg name='a' bitsize='32'/><reg name='x' bitsize='-1'/>", "a=0", "'x'")]
    [TestCase("<reg name='a' bitsize='32'/><reg name='x' bitsize='99999'/>", "a=0", "'x'")]
    [TestCase("<reg name='a' bitsize='32' regnum='99999999999'/><reg name='b' bitsize='32'/>", "b=1", "'a'")]
    [TestCase("<reg name='CPSR' bitsize='32'/><reg name='r13' bitsize='32'/>", "cpsr=0 r13=1", "-")]
    [TestCase("text<unknown><reg name='a' bitsize='32'/></unknown>", "a=0", "-")]
    public void Parse_Registers_FollowTheNumberingRule(string registers, string expected, string diagnostic)
    {
        var diagnostics = new List<string>();
        RegisterLayout layout = Parse($"<target><feature name='f'>{registers}</feature></target>", diagnostics);
        Assert.That(string.Join(' ', layout.Registers.Select(register => $"{register.Name}={register.Number}")), Is.EqualTo(expected));
        Assert.That(diagnostics.Count == 0 ? "-" : diagnostics[0], Does.Contain(diagnostic));
    }

    [TestCase("cpsr", "xpsr")]
    [TestCase("xPSR", "xpsr")]
    [TestCase("r13", "sp")]
    [TestCase("R15", "pc")]
    [TestCase("FPSCR", "fpscr")]
    public void Parse_ArmFeature_NormalisesNames(string stubName, string expected)
    {
        RegisterLayout layout = Parse($"<target><feature name='org.gnu.gdb.arm.m-profile'><reg name='{stubName}' bitsize='32'/></feature></target>", []);
        Assert.That((layout.Registers[0].Name, layout.Registers[0].StubName), Is.EqualTo((expected, stubName)));
    }

    [TestCase("<target/>", "")]
    [TestCase("<target><architecture>i386:x86-64</architecture></target>", "i386:x86-64")]
    [TestCase("<target><architecture/><feature name='f'/></target>", "")]
    public void Parse_NoRegisters_GivesEmptyLayoutWithArchitecture(string document, string architecture)
    {
        RegisterLayout layout = Parse(document, []);
        Assert.That((layout.Registers.Length, layout.Architecture), Is.EqualTo((0, architecture)));
    }

    [TestCase("")]
    [TestCase("<target>")]
    [TestCase("plain text")]
    [TestCase("<target>&unknown;</target>")]
    [TestCase("<!DOCTYPE t [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]><target>&b;</target>")]
    [TestCase("<!DOCTYPE t [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><target><reg name='&a;' bitsize='32'/></target>")]
    public void Parse_Unusable_ThrowsProtocolExceptionWithPlace(string document) =>
        Assert.That(() => Parse(document, []), Throws.InstanceOf<RspProtocolException>().With.Property(nameof(RspException.Where)).StartsWith("target.xml"));

    [Test]
    public void Parse_DocumentIncludesItself_EndsWithDiagnostic()
    {
        var diagnostics = new List<string>();
        RegisterLayout layout = Parse("<target><reg name='a' bitsize='32'/><xi:include href='target.xml'/><xi:include href='target.xml'/></target>", diagnostics);
        Assert.That(layout.Registers, Has.Length.LessThanOrEqualTo(70));
        Assert.That(diagnostics, Is.Not.Empty);
    }

    [Test]
    public void Parse_IncludeMissing_KeepsTheRestWithDiagnostic()
    {
        var diagnostics = new List<string>();
        RegisterLayout layout = Parse("<target><xi:include href='gone.xml'/><reg name='a' bitsize='32'/></target>", diagnostics);
        Assert.That(layout["a"]?.Number, Is.Zero);
        Assert.That(diagnostics, Is.EqualTo((string[])["gone.xml: the stub did not send it."]));
    }

    [Test]
    public void GetOffsetInBytes_GapsInNumbers_TakeNoSpace()
    {
        RegisterLayout layout = Parse("<target><reg name='a' bitsize='32' regnum='0'/><reg name='c' bitsize='8' regnum='25'/><reg name='b' bitsize='1' regnum='9'/></target>", []);
        Assert.That(layout.GetOffsetInBytes(layout["c"]!), Is.EqualTo(5));
        Assert.That(layout.SizeInBytes, Is.EqualTo(6));
    }

    [Test]
    public void Parse_OpenOcdDocumentFromARealServer_HasFpscrAs58()
    {
        RegisterLayout layout = Parse(File.ReadAllText(SharedData.Require("rsp/openocd-target.xml")), []);
        Assert.That((layout["fpscr"]?.Number, layout["d0"]?.Number, layout["primask"]?.SizeInBits), Is.EqualTo((58, 42, 1)));
        Assert.That(layout.TryFind(19, out _), Is.False);
    }

    private static void AssertTyped(Dictionary<string, string> documents, string what)
    {
        try
        {
            Assert.That(TargetXml.Parse(ToBytes(documents), []).SizeInBytes, Is.GreaterThanOrEqualTo(0), what);
        }
        catch (RspProtocolException error)
        {
            Assert.That(error.Where, Is.Not.Empty, what);
        }
    }

    private static RegisterLayout Parse(string document, ICollection<string> diagnostics) =>
        TargetXml.Parse(ToBytes(new Dictionary<string, string>(StringComparer.Ordinal) { ["target.xml"] = document }), diagnostics);

    private static Dictionary<string, ReadOnlyMemory<byte>> ToBytes(Dictionary<string, string> documents) =>
        documents.ToDictionary(pair => pair.Key, pair => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(pair.Value), StringComparer.Ordinal);
}
