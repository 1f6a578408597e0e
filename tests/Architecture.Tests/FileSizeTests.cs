namespace RspDebug.Architecture.Tests;

public sealed class FileSizeTests
{
    private const int Longest = 500;
    private const int LongestOfNineInTen = 300;
    private const int LongestOfHalf = 80;

    private static readonly (string Path, int Lines)[] Sizes =
    [
        .. SourceTree.WithEnding(".cs").Where(static path => !path.EndsWith(".g.cs", StringComparison.Ordinal))
            .Select(static path => (path, File.ReadLines(SourceTree.FullPath(path)).Count())).OrderBy(static file => file.Item2),
    ];

    [Test]
    public void Files_All_AreWithinTheLimits()
    {
        int median = Sizes[Sizes.Length / 2].Lines;
        int ninth = Sizes[Sizes.Length * 9 / 10].Lines;
        TestContext.Out.WriteLine($"{Sizes.Length} files, lines: median {median}, 90th percentile {ninth}, longest {Sizes[^1].Lines} ({Sizes[^1].Path})");
        Assert.Multiple(() =>
        {
            Assert.That(Sizes.Where(static file => file.Lines > Longest).Select(static file => $"{file.Path}: {file.Lines}"), Is.Empty);
            Assert.That(median, Is.LessThanOrEqualTo(LongestOfHalf));
            Assert.That(ninth, Is.LessThanOrEqualTo(LongestOfNineInTen));
        });
    }

    [Test]
    public void Folders_All_SayWhatTheyHold()
    {
        string[] empty = ["Helpers", "Utils", "Common", "Misc"];
        Assert.That(SourceTree.WithEnding(".cs").Where(path => path.Split('/').Intersect(empty, StringComparer.OrdinalIgnoreCase).Any()), Is.Empty);
    }
}
