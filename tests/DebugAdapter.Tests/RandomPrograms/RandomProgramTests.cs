using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.RandomPrograms;

/// <summary>
/// Random programs on QEMU: stack, variables, types, expressions and assignments as gdb has them (README.md). Few programs; with <c>RSP_DEBUG_LONG=1</c> 330 in C and 60 in C++.
/// </summary>
public sealed class RandomProgramTests
{
    private const int BatchSize = 15;
    private const string C = "c", Cpp = "c++";

    private static readonly string Here = Path.Combine(FixtureFiles.RepositoryRoot, "tests/DebugAdapter.Tests/RandomPrograms");

    private static IEnumerable<TestCaseData> LongRuns() =>
        Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1" ? [new TestCaseData(C, 22 * BatchSize), new TestCaseData(Cpp, 4 * BatchSize)] : [];

    private static IEnumerable<string> Folders() => Environment.GetEnvironmentVariable("RANDOM_PROGRAMS") is { } folder ? [folder] : [];

    [SetUp]
    public void RequireTools()
    {
        string[] tools = ["python3", "arm-none-eabi-gcc", "arm-none-eabi-g++", "clang-19", "gdb-multiarch", "qemu-system-arm"];
        if (tools.FirstOrDefault(tool => ExternalProgram.Find(tool) is null) is { } missing) Assert.Ignore(missing + " is not installed");
    }

    [TestCase(C, 4, 5, 3)]
    [TestCase(Cpp, 1, 3, 3)]
    public async Task Answers_RandomPrograms_AreGdbs(string language, int firstSeed, int programs, int stops) => await CompareAsync(language, firstSeed, programs, stops, []);

    /// <summary>Also: a line of the list that none of these programs meets describes nothing any more.</summary>
    [TestCaseSource(nameof(LongRuns))]
    public async Task Answers_ManyRandomPrograms_AreGdbs(string language, int programs)
    {
        HashSet<string> met = new(StringComparer.Ordinal);
        using (Assert.EnterMultipleScope())
        {
            if (language == Cpp) await CompareAsync(Cpp, firstSeed: 1, count: 3, stops: 3, met);
            for (int first = 0; first < programs; first += BatchSize) await CompareAsync(language, 1000 + first, BatchSize, stops: 5, met);
        }

        Assert.That(Known(language).Except(met), Is.Empty);
    }

    private static KnownDifferences Known(string language) => language == Cpp ? KnownDifferences.OfCpp : KnownDifferences.OfC;

    private static async Task CompareAsync(string language, int firstSeed, int count, int stops, HashSet<string> met)
    {
        string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            string output = await ExternalProgram.RunAsync("python3", [Path.Combine(Here, "generate.py"), folder, $"{firstSeed}", $"{count}", language]);
            string[] names = [.. output.Split('\n').Where(line => File.Exists(Path.Combine(folder, line + ".elf")))];
            // Of the long run's C programs GCC 12 dies of one, and two need a conversion that its libgcc lacks (__aeabi_d2h).
            Assert.That(names, Has.Length.GreaterThanOrEqualTo(count - (count / BatchSize)), output);
            List<string> differences = [];
            int recorded = 0;
            foreach (string name in names)
            {
                // gdb 13 dies of some programs.
                await ExternalProgram.RunAsync("env",
                    ["LC_ALL=C.UTF-8", $"HERE={Here}", $"FOLDER={folder}", $"STOPS={stops}", $"NAMES={name}", "gdb-multiarch", "-nx", "-batch", "-x", Path.Combine(Here, "record.py")]);
                string file = Path.Combine(folder, name + ".json");
                if (!File.Exists(file)) continue;
                recorded++;
                var comparison = new ProgramComparison(folder, ProgramRecord.Read(file));
                foreach (Difference difference in comparison.Run())
                {
                    if (Known(language).Find(difference) is { } line) met.Add(line);
                    else differences.Add(difference.ToString());
                }

                await TestContext.Out.WriteLineAsync($"{name}: {comparison.Counts}");
            }

            differences.ForEach(TestContext.Out.WriteLine);
            Assert.That(recorded, Is.GreaterThanOrEqualTo(count - 2 - (language == Cpp ? count / 5 : 0)));
            Assert.That(differences.Take(5), Is.Empty);
        }
        finally
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A folder that was recorded before, to look closer at what differs.</summary>
    /// <param name="folder">Made by <c>generate.py</c> and <c>record.py</c>; named in <c>RANDOM_PROGRAMS</c>.</param>
    [TestCaseSource(nameof(Folders))]
    public void Answers_RecordedFolder_AreGdbs(string folder)
    {
        Dictionary<string, int> listed = [];
        KnownDifferences known = KnownDifferences.OfC;
        List<string> differences = [];
        foreach (string file in Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            ProgramRecord record = ProgramRecord.Read(file);
            var comparison = new ProgramComparison(folder, record);
            known = Known(record.IsCpp ? Cpp : C);
            foreach (Difference difference in comparison.Run())
            {
                if (known.Find(difference) is { } line) listed[line] = listed.GetValueOrDefault(line) + 1;
                else differences.Add(difference.ToString());
            }

            TestContext.Out.WriteLine($"{Path.GetFileName(file)} {comparison.Counts}");
        }

        differences.ForEach(TestContext.Out.WriteLine);
        foreach ((string line, int count) in listed) TestContext.Out.WriteLine($"{count} x {line}");
        foreach (string line in known.Except(listed.Keys)) TestContext.Out.WriteLine($"not met: {line}");
        TestContext.Out.WriteLine($"{listed.Values.Sum()} as listed, {differences.Count} not");
        Assert.That(differences.Take(5), Is.Empty);
    }
}
