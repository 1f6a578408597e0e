using System.Globalization;
using System.Text;
using RspDebug.Testing;

namespace RspDebug.RspClient.Tests.Tables;

/// <summary>Reads the tables beside this file: fields between <c>|</c>, a case a line, <c>#</c> for a comment line.</summary>
internal static class TextTable
{
    public static IEnumerable<TestCaseData> Read(string fileName)
    {
        string path = Path.Combine(FixtureFiles.RepositoryRoot, "tests", "RspClient.Tests", "Tables", fileName);
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (line.StartsWith("# ", StringComparison.Ordinal)) continue;
            string[] fields = line.Split(" | ");
            yield return new TestCaseData(fields[0].TrimStart(' '), fields[1].Trim()).SetArgDisplayNames($"{fileName}:{number}");
        }
    }

    public static byte[] ToBytes(string text)
    {
        var bytes = new List<byte>();
        for (int index = 0; index < text.Length; index++)
        {
            bool isEscaped = text[index] == '\\' && index + 3 < text.Length && text[index + 1] == 'x';
            bytes.Add(isEscaped ? byte.Parse(text.AsSpan(index + 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) : (byte)text[index]);
            if (isEscaped) index += 3;
        }

        return [.. bytes];
    }

    public static string ToText(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        foreach (byte value in bytes)
        {
            if (value is >= 0x20 and <= 0x7e) text.Append((char)value);
            else text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
        }

        return text.Length == 0 ? "<empty>" : text.ToString();
    }
}
