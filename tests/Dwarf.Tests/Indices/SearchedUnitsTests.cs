using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Indices;

/// <summary>With an index, look-ups leave the units alone that do not have the name: counted, not timed.</summary>
public sealed class SearchedUnitsTests
{
    // The images have three units; "third" and "device" are in the last one, "Hidden" in the second, "first" and "word_t" in the first. Of the images
    // "lld-..." and "names-..." two units alone are indexed.
    [TestCase("gdb-gcc-dwarf4", "variable third", 1, 3)]
    [TestCase("gdb-gcc-dwarf4", "type Hidden", 1, 2)]
    [TestCase("gdb-gcc-dwarf4", "type device", 1, 3)]
    [TestCase("gdb-gcc-dwarf4", "enumerator MODE_ON", 1, 3)]
    [TestCase("gdb-names-gcc-dwarf4", "variable third", 1, 3)]
    [TestCase("gdb-names-clang-dwarf5-low", "type Hidden", 1, 2)]
    [TestCase("lld-gcc-dwarf4", "variable third", 1, 3)]
    [TestCase("lld-gcc-dwarf5-low", "type Hidden", 1, 2)]
    [TestCase("lld-clang-dwarf5", "type device", 1, 3)]
    [TestCase("names-clang-dwarf5", "type Hidden", 1, 2)]
    [TestCase("names-clang-dwarf5", "breakpoints first", 2, 3)]
    [TestCase("split/lld-gcc-dwarf4", "type Hidden", 1, 2)]
    [TestCase("split/names-clang-dwarf5", "variable third", 1, 3)]
    [TestCase("split/names-clang-dwarf5", "breakpoints inlined", 2, 3)]
    public void CountOfSearchedUnits_AfterALookUp_IsSmallerWithIndex(string image, string lookUp, int searched, int searchedWithout)
    {
        byte[] file = IndexedImages.Read(image);
        DebugInfo with = IndexedImages.Load(file, IndexedImages.PathOf(image)), without = IndexedImages.Load(IndexedImages.WithoutIndices(file), IndexedImages.PathOf(image));

        Assert.That((Find(with, lookUp), with.CountOfSearchedUnits), Is.EqualTo((Find(without, lookUp), searched)));
        Assert.That(without.CountOfSearchedUnits, Is.EqualTo(searchedWithout));
    }

    [TestCase("split/lld-gcc-dwarf4")]
    [TestCase("split/names-clang-dwarf5")]
    public void FindType_InOneSplitUnit_OpensNoOtherFile(string image)
    {
        CountingCompanions companions = new(IndexedImages.PathOf(image));
        DebugInfo info = DebugInfo.Load(ElfImage.Load(IndexedImages.Read(image), image), companions);

        Assert.That(info.FindType("shop::Hidden")?.SizeInBytes, Is.EqualTo(8));
        Assert.That(companions.Opened, Is.EqualTo(new[] { $"{Path.GetFileName(image)}-second.dwo" }));
    }

    private static string? Find(DebugInfo info, string lookUp)
    {
        string[] words = lookUp.Split(' ');
        return words[0] switch
        {
            "variable" => info.FindVariable(words[1])?.QualifiedName,
            "type" => info.FindType(words[1])?.Definition,
            "enumerator" => info.FindEnumerator(words[1])?.Type.Definition,
            _ => string.Join(' ', info.FindFunctionBreakpoints(words[1]).Select(b => b.Address)),
        };
    }

    private sealed class CountingCompanions(string path) : ICompanionFiles
    {
        private readonly FolderCompanions _files = new(path);

        public List<string> Opened { get; } = [];

        public ElfImage? FindPackage() => _files.FindPackage();

        public ElfImage? FindSupplementaryFile(SupplementaryLink link) => _files.FindSupplementaryFile(link);

        public ElfImage? FindSplitUnit(string directory, string name)
        {
            Opened.Add(name);
            return _files.FindSplitUnit(directory, name);
        }
    }
}
