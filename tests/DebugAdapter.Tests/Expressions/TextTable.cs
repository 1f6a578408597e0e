namespace RspDebug.DebugAdapter.Tests.Expressions;

/// <summary>Reads <c>left => right</c> lines of a table that lies beside its test and is embedded in the assembly; <c>#</c> starts a comment line.</summary>
internal static class TextTable
{
    public const string Arrow = " => ";

    public static IEnumerable<TestCaseData> Read(string name)
    {
        int number = 0;
        foreach (string line in Lines(name))
        {
            number++;
            if (line.Length == 0 || line.StartsWith("# ", StringComparison.Ordinal)) continue;
            int arrow = line.LastIndexOf(Arrow, StringComparison.Ordinal);
            if (arrow < 0) throw new InvalidDataException($"{name}:{number} has no arrow");
            yield return new TestCaseData(line[..arrow], line[(arrow + Arrow.Length)..]).SetArgDisplayNames($"{number}: {line}");
        }
    }

    public static IEnumerable<string> Lines(string name)
    {
        using Stream stream = typeof(TextTable).Assembly.GetManifestResourceStream(name) ?? throw new InvalidDataException($"No table {name}");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line) yield return line;
    }
}
