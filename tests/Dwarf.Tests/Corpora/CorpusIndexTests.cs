using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Tests.Indices;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Corpora;

/// <summary>Look-ups by every name of the corpora, with the index of the linker or the compiler, and with both kinds that gdb makes: as without any.</summary>
public sealed class CorpusIndexTests
{
    private const string Gdb = "gdb-multiarch", Objcopy = "arm-none-eabi-objcopy";

    private static readonly string[] LeftOut = ["dwp", "split-types", "zlib", "zdebug", "zstd", "-small", "libraries"];

    // gdb makes no index of what has one; gdb 13 ends on packages of DWARF 5 and on split type units. objcopy adds nothing to a compressed .debug_str.
    // In the whole libraries two units claim the functions of COMDAT groups: an index and a search may take one each.
    private static IEnumerable<string> Plain => Corpus.Names.Where(name => !HasIndex(name) && !LeftOut.Any(part => name.Contains(part, StringComparison.Ordinal)) && (Corpus.IsLong || name is "gcc-O2-v5" or "clang-O2-v5"));

    private static IEnumerable<string> Indexed => Corpus.Names.Where(HasIndex);

    [TestCaseSource(nameof(Plain))]
    public void Find_IndexOfGdb_IsAsWithoutIndex(string name)
    {
        if (ExternalProgram.Find(Gdb) is null) Assert.Ignore($"{Gdb} is not installed");
        string path = Corpus.PathOf(name);
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string index = Path.Combine(folder, Path.GetFileName(path)), copy = Path.Combine(folder, "indexed.elf"), strings = Path.Combine(folder, "strings");
            ExternalTool.Run(Gdb, "-nx", "-batch", "-ex", $"save gdb-index {folder}", "-ex", $"save gdb-index -dwarf-5 {folder}", path);
            if (!File.Exists(index + ".gdb-index")) Assert.Ignore($"{Gdb} makes no index of {name}");
            ExternalTool.Run(Objcopy, "--add-section", $".gdb_index={index}.gdb-index", path, copy);
            Check(copy, path, ".gdb_index");
            ExternalTool.Run(Objcopy, "--dump-section", $".debug_str={strings}", path, copy);
            File.AppendAllBytes(strings, File.ReadAllBytes(index + ".debug_str"));
            ExternalTool.Run(Objcopy, "--update-section", $".debug_str={strings}", "--add-section", $".debug_names={index}.debug_names", path, copy);
            Check(copy, path, ".debug_names");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestCaseSource(nameof(Indexed))]
    [CancelAfter(600_000)]
    public void Find_IndexOfCompilerOrLinker_IsAsWithoutIndex(string name) => Check(Corpus.PathOf(name), Corpus.PathOf(name), HasNames(name) ? ".debug_names" : ".gdb_index");

    private static void Check(string path, string original, string section)
    {
        byte[] file = File.ReadAllBytes(path);
        DebugInfo info = IndexedImages.Load(file, original);
        Assert.That(info.Image.FindSection(section), Is.Not.Null);
        List<string> refused = NameIndicesTests.FindRefused(info, out int covered);
        Assert.That(refused.Take(20), Is.Empty, $"{section}: {refused.Count} names refused");
        Assert.That(NameIndicesTests.FindDifferences(file, original, out int names), Is.Empty, section);
        TestContext.Out.WriteLine($"{Path.GetFileName(original)} {section}: {names} names, {covered} DIEs of units that it covers");
        Assert.That(covered, Is.GreaterThan(10));
    }

    // rustc's own libraries and what it makes of DWARF 5 have .debug_names without being asked.
    private static bool HasIndex(string name) => name.Contains("index", StringComparison.Ordinal) || HasNames(name);

    private static bool HasNames(string name) => name.Contains("names", StringComparison.Ordinal) || (name.StartsWith("rust-std", StringComparison.Ordinal) && name.EndsWith("-v5", StringComparison.Ordinal));
}
