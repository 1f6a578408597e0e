using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Frame;
using RspDebug.Dwarf.Reading;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Frame;

/// <summary>Every call frame instruction, in both sections, against kept output of readelf.</summary>
public sealed class FrameGoldenTests
{
    private static readonly ElfImage Image = ElfImage.Load(FixtureFiles.Read("unwind/cfi.elf"), "cfi.elf");

    [TestCase(".debug_frame", SectionId.DebugFrame)]
    [TestCase(".eh_frame", SectionId.EhFrame)]
    public void GetRows_EveryInstruction_EqualReadelf(string name, SectionId id)
    {
        FrameTable table = Table(name, id, Image.FindSection(name)!.Data);
        string golden = File.ReadAllText(FixtureFiles.PathOf("unwind/cfi.readelf.txt"));
        string part = golden[golden.IndexOf($"Contents of the {name}", StringComparison.Ordinal)..];
        List<(ulong Start, List<string> Rows)> expected = [.. FrameRowText.FromReadelf(part).TakeWhile(entry => entry.Rows.Count == 0 || part.Contains(entry.Rows[0], StringComparison.Ordinal))];
        Assert.That(expected, Has.Count.GreaterThanOrEqualTo(7));
        foreach ((ulong start, List<string> rows) in expected.Take(7))
        {
            Assert.That(table.TryFindFde(new CodeAddress(start), out Fde? fde), Is.True);
            if (rows.Count > 0)
                Assert.That(FrameRowText.FromFde(fde!), Is.EqualTo(rows));
        }
        Assert.That(table.Diagnostics, Is.Empty);
    }

    [TestCase(".debug_frame", SectionId.DebugFrame)]
    [TestCase(".eh_frame", SectionId.EhFrame)]
    public void Table_CutAtEveryLength_GivesEntriesOrTypedErrors(string name, SectionId id)
    {
        ReadOnlyMemory<byte> whole = Image.FindSection(name)!.Data;
        for (int length = 0; length < whole.Length; length++)
            Assert.That(() => Exercise(Table(name, id, whole[..length])), Throws.Nothing, $"cut at {length}");
    }

    [TestCase(".debug_frame", SectionId.DebugFrame)]
    [TestCase(".eh_frame", SectionId.EhFrame)]
    public void Table_Mutated_GivesEntriesOrTypedErrors(string name, SectionId id)
    {
        var random = new Random(7);
        byte[] whole = Image.FindSection(name)!.Data.ToArray();
        for (int i = 0; i < Mutations.Count(5_000); i++)
        {
            byte[] bytes = Mutations.Mutate(whole, random);
            Assert.That(() => Exercise(Table(name, id, bytes)), Throws.Nothing, () => Convert.ToHexString(bytes));
        }
    }

    private static FrameTable Table(string name, SectionId id, ReadOnlyMemory<byte> bytes) =>
        new([new FrameSectionSource(bytes, id, Image.FindSection(name)!.Address.Value)], _ => false);

    private static void Exercise(FrameTable table)
    {
        foreach (CodeAddress start in table.Starts.Take(20))
        {
            try
            {
                if (table.TryFindFde(start, out Fde? fde))
                    Assert.That(CfiInterpreter.GetRows(fde).Take(1000).Count(), Is.LessThanOrEqualTo(1000));
            }
            catch (DwarfFormatException exception)
            {
                Assert.That(exception.Section, Is.EqualTo(SectionId.DebugFrame).Or.EqualTo(SectionId.EhFrame));
            }
        }
    }
}
