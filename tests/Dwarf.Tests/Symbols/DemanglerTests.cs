using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Fuzz;
using RspDebug.Dwarf.Symbols.Demangling;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Symbols;

/// <summary>Names against <c>c++filt -i</c> and <c>llvm-cxxfilt</c>; expectations in the table were written by them.</summary>
public sealed class DemanglerTests
{
    private static readonly string Folder = Path.Combine(FixtureFiles.RepositoryRoot, "tests", "Dwarf.Tests", "Symbols");

    private static IEnumerable<TestCaseData> Table() => File.ReadLines(Path.Combine(Folder, "demangled.txt")).Where(l => !l.StartsWith('#'))
        .Select(l => l.Split(" => ", 2)).Select(p => new TestCaseData(p[0], p[1]).SetArgDisplayNames(p[0]));

    [TestCaseSource(nameof(Table))]
    public void Demangle_Symbol_IsWhatTheToolsSay(string symbol, string expected) => Assert.That(Demangler.Demangle(symbol), Is.EqualTo(expected));

    [TestCase("_ZNSt6vectorIiSaIiEE9push_backERKi", "std::vector<int, std::allocator<int> >::push_back")]
    [TestCase("_ZN2ns5valueE", "ns::value")]
    [TestCase("_ZTV6Square", "vtable for Square")]
    [TestCase("_Z3fooIiEvT_.isra.0", "foo<int>")]
    [TestCase("_RNvCs2DxGA1hvVcO_4core3abs", "core::abs")]
    [TestCase("main", "main")]
    [TestCase("_Z", "_Z")]
    [TestCase("_ZN", "_ZN")]
    [TestCase("_R", "_R")]
    public void DemangleName_Symbol_HasNoParameters(string symbol, string expected) => Assert.That(Demangler.DemangleName(symbol), Is.EqualTo(expected));

    [Test]
    public void Demangle_AllSymbolsOfLibrariesAndFixtures_AreWhatTheToolsSay()
    {
        string library = ExternalTool.Run("arm-none-eabi-g++", "-mcpu=cortex-m4", "-mthumb", "-mfloat-abi=hard", "-mfpu=fpv4-sp-d16", "-print-file-name=libstdc++.a").Trim();
        SortedSet<string> symbols = new(StringComparer.Ordinal);
        foreach (string line in ExternalTool.Run("arm-none-eabi-nm", library).Split('\n')) Add(line.Split(' ')[^1]);
        foreach (string image in Directory.EnumerateFiles(Path.Combine(FixtureFiles.RepositoryRoot, "tests"), "*.elf", SearchOption.AllDirectories))
        {
            if (image.Contains("/bin/", StringComparison.Ordinal)) continue;
            foreach (ElfSymbol symbol in ElfImage.Load(File.ReadAllBytes(image), image).Symbols) Add(symbol.Name);
        }

        HashSet<string> known = [.. File.ReadLines(Path.Combine(Folder, "demangled-differences.txt")).Where(l => l.StartsWith('_')).Select(l => l.Split(' ')[0])];
        List<string> differences = [], healed = [];
        foreach ((string symbol, string expected) in Ask("_Z", "arm-none-eabi-c++filt", "-i").Concat(Ask("_R", "llvm-cxxfilt-19")))
        {
            string ours = Demangler.Demangle(symbol);
            // LLVM keeps what it appended to a name; it says nothing to a reader.
            bool isSame = ours == expected || (symbol.StartsWith("_R", StringComparison.Ordinal) && expected.StartsWith(ours + " (.", StringComparison.Ordinal));
            if (!isSame && !known.Contains(symbol)) differences.Add($"{symbol}\n  tool {expected}\n  ours {ours}");
            if (isSame && known.Contains(symbol)) healed.Add(symbol);
        }

        TestContext.Out.WriteLine($"{symbols.Count} symbols, {known.Count} known differences");
        Assert.That(symbols, Has.Count.GreaterThan(5000));
        Assert.That(differences, Is.Empty, string.Join('\n', differences));
        Assert.That(healed, Is.Empty, "listed in demangled-differences.txt, but equal");

        void Add(string name)
        {
            if (name.StartsWith("_Z", StringComparison.Ordinal) || name.StartsWith("_R", StringComparison.Ordinal)) symbols.Add(name);
        }

        IEnumerable<(string, string)> Ask(string prefix, string tool, params string[] arguments)
        {
            string[] asked = [.. symbols.Where(s => s.StartsWith(prefix, StringComparison.Ordinal))];
            string list = Path.GetTempFileName();
            try
            {
                File.WriteAllLines(list, asked);
                string[] answers = ExternalTool.Run("sh", "-c", $"{tool} {string.Join(' ', arguments)} < '{list}'").TrimEnd('\n').Split('\n');
                Assert.That(answers, Has.Length.EqualTo(asked.Length), tool);
                return asked.Zip(answers);
            }
            finally
            {
                File.Delete(list);
            }
        }
    }

    [Test]
    public void Demangle_CutAtEveryLength_GivesTheSymbolOrAName()
    {
        foreach (object?[] row in Table().Select(t => t.Arguments))
        {
            string symbol = (string)row[0]!;
            for (int length = 0; length < symbol.Length; length++) Assert.That(Demangler.Demangle(symbol[..length]), Is.Not.Null);
        }
    }

    [Test]
    public void Demangle_Mutations_EndWithinBounds()
    {
        string[] symbols = [.. Table().Select(t => (string)t.Arguments[0]!)];
        int cases = Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1" ? 1_000_000 : 20_000;
        int mangled = 0;
        for (int seed = 1; seed <= cases; seed++) mangled += NameFuzz.Run(NameFuzz.Mutate(symbols, seed)) ? 1 : 0;
        Assert.That(mangled, Is.InRange(cases / 20, cases - 1));
    }

    [Test]
    public void Demangle_SubstitutionsThatDouble_AreGivenUp()
    {
        // Each level names the one before twice: 2^40 letters.
        string bomb = "_Z1f" + "1AIiiE" + string.Concat(Enumerable.Range(0, 40).Select(i => $"1BIS{(i == 0 ? "0" : Base36((2 * i)))}_S{(i == 0 ? "0" : Base36(2 * i))}_E"));
        Assert.That(Demangler.Demangle(bomb).Length, Is.LessThan(40_000));
        Assert.That(Demangler.Demangle("_Z" + new string('P', 10_000) + "i"), Is.Not.Null);
        Assert.That(Demangler.Demangle("_Z1f" + new string('P', 10_000) + "i"), Is.Not.Null);
    }

    private static string Base36(int value) => value < 36 ? "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[value].ToString() : Base36(value / 36) + Base36(value % 36);
}
