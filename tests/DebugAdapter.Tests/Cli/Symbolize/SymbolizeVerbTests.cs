using System.Text;
using System.Text.Json;
using RspDebug.DebugAdapter.Cli;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Cli.Symbolize;

public sealed class SymbolizeVerbTests
{
    private const string Oracle = "llvm-symbolizer-19";

    private static readonly string Elf = Firmware.ImagePath("gcc-O2-dwarf5");

    /// <summary>Every halfword behind the vector table; llvm-symbolizer takes removed functions at 0 for code, which these images have none of.</summary>
    [TestCaseSource(typeof(Firmware), nameof(Firmware.Variants))]
    public async Task EveryAddress_AgreesWithLlvmSymbolizer(string variant)
    {
        string oracle = ExternalProgram.Find(Oracle) ?? "";
        if (oracle.Length == 0) Assert.Ignore($"{Oracle} is not installed");
        string elf = Firmware.ImagePath(variant);
        int size = await TextEndAsync(elf);
        string[] addresses = [.. Enumerable.Range(0x80, (size / 2) - 0x80).Select(halfword => $"0x{halfword * 2:x}")];
        string[] expected = (await ExternalProgram.RunAsync(oracle, ["-e", elf, "-i", .. addresses])).Trim().Split("\n\n");
        (int code, string output, string errors) = await AdapterCommand.RunAsync(Encoding.ASCII.GetBytes(string.Join('\n', addresses)), "symbolize", "--elf", elf, "--inlines");
        Assert.That((code, errors), Is.EqualTo((ExitCode.Success, "")));
        string[] found = output.Trim().Split("\n0x");
        Assert.That(found, Has.Length.EqualTo(addresses.Length).And.Length.EqualTo(expected.Length));
        var differences = addresses.Select((address, n) => (address, Expected: PlacesOfOracle(expected[n]), Found: Places(found[n]))).Where(row => row.Expected != row.Found);
        Assert.That(differences, Is.Empty);
    }

    [Test]
    public async Task Json_OfAnInlinedAddress_HasTheDocumentedFields()
    {
        string file = Path.GetTempFileName();
        try
        {
            int code = await CommandLine.RunAsync(["symbolize", "--elf", Elf, "--inlines", "--json", file, "0x101", "ffffffff"]);
            JsonElement[] lines = [.. (await File.ReadAllLinesAsync(file)).Select(line => JsonDocument.Parse(line).RootElement)];
            Assert.That((code, lines.Length), Is.EqualTo((ExitCode.Success, 2)));
            Assert.That(lines[0].GetProperty("address").GetUInt32(), Is.EqualTo(0x100), "without the Thumb bit");
            Assert.That(lines[0].GetProperty("function").GetString(), Is.Not.Empty);
            Assert.That(lines[0].GetProperty("file").GetString(), Does.StartWith(Firmware.RecordedFolder));
            Assert.That((lines[0].GetProperty("line").GetInt32(), lines[0].GetProperty("column").GetInt32()), Is.GreaterThan((0, 0)));
            Assert.That(lines[0].GetProperty("inlinedBy").ValueKind, Is.EqualTo(JsonValueKind.Array));
            Assert.That(lines[1].GetProperty("function").ValueKind, Is.EqualTo(JsonValueKind.Null));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [TestCase("main")]
    [TestCase("0x123456789")]
    [TestCase("-5")]
    public async Task ARequestThatIsNoAddress_IsSaidAndFailsTheRun_AndTheOthersAreAnswered(string request)
    {
        (int code, string output, _) = await AdapterCommand.RunAsync(Encoding.ASCII.GetBytes($"{request}\n0x100\n"), "symbolize", "--elf", Elf);
        Assert.That(code, Is.EqualTo(ExitCode.CheckFailed));
        Assert.That(output.Split('\n')[0], Is.EqualTo($"??: '{request}' is not a hexadecimal 32-bit address"));
        Assert.That(output.Split('\n')[1], Does.StartWith("0x00000100: "));
    }

    [TestCase("symbolize 0x100", ExitCode.Usage)]
    [TestCase("symbolize --elf /no/such.elf 0x100", ExitCode.Environment)]
    public async Task BadArguments_EndWithTheirExitCode(string arguments, int expected)
    {
        (int code, _, string errors) = await AdapterCommand.RunAsync(null, arguments.Split(' '));
        Assert.That(code, Is.EqualTo(expected), errors);
        Assert.That(errors, Is.Not.Empty.And.Not.Contain("   at "));
    }

    private static async Task<int> TextEndAsync(string elf)
    {
        string sections = await ExternalProgram.RunAsync("readelf", ["-SW", elf]);
        string[] text = sections.Split('\n').Single(line => line.Contains(" .text ", StringComparison.Ordinal)).Split("PROGBITS")[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Convert.ToInt32(text[0], 16) + Convert.ToInt32(text[2], 16);
    }

    // Its lines are function, place, function, place ...
    private static string PlacesOfOracle(string block) => string.Join(" < ", block.Split('\n').Where((_, n) => n % 2 == 1).Select(Known));

    private static string Places(string answer) => string.Join(" < ", answer.Trim().Split('\n').Select(line => Known(line.Split(" at ")[^1])));

    // Line 0 is none, whatever file is named with it (the oracle names that of the symbol); it also writes column 0, which is none too.
    private static string Known(string place) =>
        place.EndsWith(":0:0", StringComparison.Ordinal) || place.Count(c => c == ':') == 1 && place.EndsWith(":0", StringComparison.Ordinal) ? "??"
        : place.EndsWith(":0", StringComparison.Ordinal) ? place[..^2] : place;
}
