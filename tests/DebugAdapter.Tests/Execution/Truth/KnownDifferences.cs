namespace RspDebug.DebugAdapter.Tests.Execution.Truth;

/// <summary>The checked-in list of steps that end elsewhere, with reasons.</summary>
internal static class KnownDifferences
{
    /// <summary>The listed differences of an image.</summary>
    public static IReadOnlyList<string> Of(string variant) => [.. Entries().Where(e => e[0] == variant).Select(e => e[1])];

    /// <summary>Images that the list names.</summary>
    public static IEnumerable<string> Images() => Entries().Select(e => e[0]).Distinct();

    private static List<string[]> Entries()
    {
        using Stream stream = typeof(KnownDifferences).Assembly.GetManifestResourceStream("stepping-differences.txt")!;
        using var reader = new StreamReader(stream);
        var entries = new List<string[]>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#') || line.Length == 0)
                continue;
            string[] parts = line.Split('|', StringSplitOptions.TrimEntries);
            Assert.That(parts, Has.Length.EqualTo(3), $"image | difference | reason: {line}");
            Assert.That(parts[2], Is.Not.Empty, $"a reason for: {line}");
            entries.Add(parts);
        }

        return entries;
    }
}
