using System.Text.RegularExpressions;

namespace RspDebug.Testing;

/// <summary>The test firmware in <c>tests/Firmware</c>: its images, and the source lines that tests stop at.</summary>
public static partial class Firmware
{
    /// <summary>Folder of the sources, the build script and the images.</summary>
    public static string Folder { get; } = Path.Combine(FixtureFiles.RepositoryRoot, "tests", "Firmware");

    /// <summary>Variants that are kept, such as <c>gcc-Og-dwarf5</c>.</summary>
    public static IReadOnlyList<string> Variants { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Folder, "built"), "fw-*.elf").Select(file => Path.GetFileNameWithoutExtension(file)[3..]).Order(StringComparer.Ordinal)];

    /// <summary>The folder that the images name as their compilation directory; <see cref="Folder"/> is where it is on this machine.</summary>
    public static string RecordedFolder => "/firmware";

    private static readonly Dictionary<string, FirmwareMark> Marks = FindMarks();

    /// <summary>Absolute path of an image.</summary>
    /// <param name="variant">One of <see cref="Variants"/>.</param>
    public static string ImagePath(string variant) => Path.Combine(Folder, "built", $"fw-{variant}.elf");

    /// <summary>Absolute path of a source file on this machine.</summary>
    /// <param name="unit">File name, such as <c>calls.c</c>.</param>
    public static string SourcePath(string unit) => Path.Combine(Folder, "src", unit);

    /// <summary>The line that carries a mark.</summary>
    /// <param name="name">Without the comment around it, such as <c>BP_LEAF</c>.</param>
    /// <exception cref="KeyNotFoundException">No source has the mark.</exception>
    public static FirmwareMark Mark(string name) => Marks[name];

    private static Dictionary<string, FirmwareMark> FindMarks()
    {
        Dictionary<string, FirmwareMark> marks = new(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(Path.Combine(Folder, "src")).Order(StringComparer.Ordinal))
        {
            string[] lines = File.ReadAllLines(path);
            for (int index = 0; index < lines.Length; index++)
            {
                Match match = MarkPattern().Match(lines[index]);
                if (match.Success) marks.Add(match.Value, new FirmwareMark(Path.GetFileName(path), index + 1));
            }
        }
        return marks;
    }

    [GeneratedRegex(@"\bBP_[A-Z0-9_]+\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MarkPattern();
}
