using RspDebug.Dwarf.Tests.Frame;
using RspDebug.Dwarf.Tests.Unwind.Ehabi;
using RspDebug.Dwarf.Unwind.Ehabi;

namespace RspDebug.Dwarf.Tests.Corpora;

/// <summary>Unwind tables of the corpora against readelf.</summary>
public sealed class CorpusFrameTests
{
    [TestCaseSource(typeof(Corpus), nameof(Corpus.Names))]
    public void GetRows_WholeImage_EqualReadelf(string name)
    {
        List<string> differences = FrameTableOracleTests.FindDifferences(Corpus.PathOf(name), out int compared);
        TestContext.Out.WriteLine($"{name}: {compared} FDEs");
        Assert.That(differences, Is.Empty);
        Assert.That(compared, Is.GreaterThan(0));
    }

    [TestCaseSource(typeof(Corpus), nameof(Corpus.Names))]
    public void Entries_WholeImage_EqualReadelf(string name)
    {
        if (EhabiTable.LoadAll(Corpus.Load(Corpus.PathOf(name)).Image) is not [{ Count: > 0 }] tables) return;
        TestContext.Out.WriteLine($"{name}: {tables[0].Count} exception table entries");
        EhabiOracleTests.AssertEqual(tables, ExternalTool.Run("readelf", "-u", Corpus.PathOf(name)));
    }
}
