using System.Diagnostics;
using System.Text.RegularExpressions;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Tests.Info;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Corpora;

/// <summary>The corpora made smaller by <c>dwz</c>, each alone and all together with a supplementary file, answer as before.</summary>
public sealed partial class CorpusDwzTests
{
    // Of larger images a sample; with RSP_DEBUG_LONG=1 a larger one.
    private static readonly int MostAddresses = Corpus.IsLong ? 1000 : 400, MostNames = Corpus.IsLong ? 500 : 150;

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("rsp-debug-dwz").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Answers_EachImageAlone_EqualThoseBefore()
    {
        List<string> taken = Shrink();

        foreach (string name in taken) Compare(name);
        TestContext.Out.WriteLine($"{taken.Count} images: {string.Join(' ', taken)}");
        Assert.That(taken, Has.Count.GreaterThanOrEqualTo(2));
    }

    [TestCase("gnu.sup")]
    [TestCase("dwarf5.sup", "--dwarf-5")]
    public void Answers_ImagesWithASupplementaryFile_EqualThoseBefore(string supplement, params string[] options)
    {
        // All images that share a file have one byte order.
        List<string> taken = [.. Shrink().Where(name => !ElfImage.Load(File.ReadAllBytes(PathOf(name)), name).IsBigEndian)];
        foreach (string name in taken) File.Copy(Corpus.PathOf(name), PathOf(name), overwrite: true);
        Run([.. options, "-l", "none", "-L", "none", "-m", supplement, "-M", supplement, .. taken.Select(name => Path.GetFileName(PathOf(name)))]);
        int moved = 0;
        foreach (string name in taken) moved += Compare(name).Supplement is null ? 0 : 1;

        TestContext.Out.WriteLine($"{moved} of {taken.Count} images: {string.Join(' ', taken)}");
        Assert.That(moved, Is.GreaterThanOrEqualTo(2));
    }

    /// <summary>The images that dwz takes, copied and made smaller; it leaves those that are compressed, split, of 64-bit DWARF or with strings by index.</summary>
    private List<string> Shrink()
    {
        List<string> taken = [];
        foreach (string name in Corpus.FindBuilt())
        {
            File.Copy(Corpus.PathOf(name), PathOf(name), overwrite: true);
            if (Run(["-l", "none", "-L", "none", Path.GetFileName(PathOf(name))])) taken.Add(name);
        }
        return taken;
    }

    private string PathOf(string name) => Path.Combine(_folder, name + ".elf");

    private bool Run(string[] arguments)
    {
        if (ExternalProgram.Find("dwz") is not { } dwz) Assert.Ignore("dwz is not installed");
        else
        {
            using Process process = Process.Start(new ProcessStartInfo(dwz, arguments) { WorkingDirectory = _folder, UseShellExecute = false, RedirectStandardError = true })!;
            _ = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        return false;
    }

    private DebugInfo Compare(string name)
    {
        DebugInfo dwz = Corpus.Load(PathOf(name)), before = Corpus.Load(Corpus.PathOf(name));
        foreach (CodeAddress pc in Sample(SymbolAnswers.CodeAddresses(before.Image), MostAddresses).Select(a => new CodeAddress(a))) Assert.That(InAnyLanguage(AllAnswers.At(dwz, pc)), Is.EqualTo(InAnyLanguage(AllAnswers.At(before, pc))), $"{name} {pc}");
        foreach (string asked in Sample(AllAnswers.NamesOf(before), MostNames)) Assert.That(InAnyLanguage(AllAnswers.Of(dwz, asked, null)), Is.EqualTo(InAnyLanguage(AllAnswers.Of(before, asked, null))), $"{name}: {asked}");
        Assert.That(dwz.Diagnostics, Is.EqualTo(before.Diagnostics));
        return dwz;
    }

    // A type that dwz found in C and in C++ units is written as the first of them would: with its keyword, or with the type below an enumeration.
    private static string InAnyLanguage(string answer) => Keywords().Replace(answer, "");

    [GeneratedRegex(@"\b(struct|class|union|enum) | : (unsigned |signed |short |long )*(char|int)\b(?= \{)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Keywords();

    private static IEnumerable<T> Sample<T>(IReadOnlyCollection<T> all, int most)
    {
        int step = (all.Count / most) + 1;
        return all.Where((_, i) => i % step == 0);
    }
}
