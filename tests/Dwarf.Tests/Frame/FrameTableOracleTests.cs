using System.Globalization;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Frame;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Tests.Frame;

/// <summary>Rows of whole images against readelf.</summary>
public sealed class FrameTableOracleTests
{
    [TestCaseSource(typeof(TestImages), nameof(TestImages.Cases))]
    public void GetRows_WholeImage_EqualReadelf(string path)
    {
        List<string> differences = FindDifferences(path, out int compared);
        Assert.That(differences, Is.Empty);
        Assert.That(compared, Is.GreaterThan(2));
    }

    /// <summary>Compares every live FDE of an image with readelf's rows.</summary>
    /// <param name="path">The image.</param>
    /// <param name="compared">FDEs that were compared.</param>
    internal static List<string> FindDifferences(string path, out int compared)
    {
        ElfImage image = TestImages.Load(path);
        FrameTable table = FrameTable.Load(image);
        string output = ExternalTool.Run("readelf", "--debug-dump=frames-interp", path);
        var differences = new List<string>();
        compared = 0;
        foreach ((ulong start, List<string> expected) in FrameRowText.FromReadelf(output))
        {
            bool isTombstone = start == 0 && !image.Symbols.HasFunctionAt(new CodeAddress(0));
            if (isTombstone || expected.Count == 0 || !table.TryFindFde(new CodeAddress(start), out Fde? fde))
                continue;
            compared++;
            string ours = string.Join('\n', WithoutRepeats(FrameRowText.FromFde(fde)));
            // A row that begins where the function ends holds for no code.
            string theirs = string.Join('\n', WithoutRepeats(expected.Where(row => ulong.Parse(row.AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture) < fde.End.Value)));
            if (ours != theirs)
                differences.Add($"ours:\n{ours}\nreadelf:\n{theirs}");
        }
        Assert.That(table.Diagnostics, Is.Empty);
        return differences;
    }

    [TestCaseSource(typeof(TestImages), nameof(TestImages.Cases))]
    public void TryFindFde_EveryLiveEntry_IsFoundAtItsFirstAndLastAddress(string path)
    {
        FrameTable table = FrameTable.Load(TestImages.Load(path));
        Assert.That(table.Starts, Is.Not.Empty);
        foreach (CodeAddress start in table.Starts)
        {
            Assert.That(table.TryFindFde(start, out Fde? first), Is.True);
            Assert.That(table.TryFindFde(first!.End + -2, out Fde? last), Is.True);
            Assert.That(last!.Offset, Is.EqualTo(first.Offset));
        }
    }

    // readelf repeats a row after DW_CFA_remember_state and for advances of 0; what counts is where rules change.
    private static IEnumerable<string> WithoutRepeats(IEnumerable<string> rows)
    {
        string last = "";
        foreach (string row in rows.GroupBy(row => row[..8]).Select(group => group.Last()))
        {
            if (row[8..] != last)
                yield return row;
            last = row[8..];
        }
    }
}
