using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Corpora;

/// <summary>Disagreements with another tool that were looked at: <c>differences.txt</c> has one function of one image a line, and the reason.</summary>
internal static class KnownDifferences
{
    private static readonly List<(string Image, string Tool, string Function)> Lines =
    [
        .. File.ReadLines(FixtureFiles.PathOf("corpora/differences.txt")).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t')).Select(cells => (cells[0], cells[1], cells[2])),
    ];

    /// <summary>Fails for a difference that is not listed, and for a listed one that is gone.</summary>
    /// <param name="image">Name of the image.</param>
    /// <param name="tool">The other tool.</param>
    /// <param name="found">Differences by function.</param>
    public static void Check(string image, string tool, ILookup<string, string> found)
    {
        HashSet<string> listed = [.. Lines.Where(line => line.Image == image && line.Tool == tool).Select(line => line.Function)];
        List<string> unknown = [.. found.Where(group => !listed.Contains(group.Key)).SelectMany(group => group.Select(text => $"{group.Key}: {text}"))];
        Assert.That(unknown, Is.Empty, $"{unknown.Count} differences from {tool}\n{string.Join('\n', unknown.Take(200))}");
        Assert.That(listed.Where(function => !found.Contains(function)), Is.Empty, "listed, but there is no difference any more");
    }
}
