using RspDebug.Testing;

namespace RspDebug.VirtualBoard.Tests.Lockstep;

/// <summary>All encodings of <c>Lockstep/Encodings</c>.</summary>
internal static class EncodingTable
{
    public static IReadOnlyList<EncodingRow> Rows { get; } = [.. Directory.EnumerateFiles(Folder, "*.txt").Order(StringComparer.Ordinal)
        .SelectMany(File.ReadLines).Where(line => line.Length != 0 && line[0] != '#').Select(line => new EncodingRow(line))];

    private static string Folder => Path.Combine(FixtureFiles.RepositoryRoot, "tests", "VirtualBoard.Tests", "Lockstep", "Encodings");
}
