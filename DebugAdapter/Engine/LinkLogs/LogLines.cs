using System.Text;

namespace RspDebug.DebugAdapter.Engine.LinkLogs;

/// <summary>Reads the lines of a log: bytes become characters of the same value; files that begin with a byte order mark are read by it.</summary>
internal static class LogLines
{
    /// <summary>Longest line that is kept whole; the rest of a longer one is dropped. The largest packets of known stubs are 128 KiB.</summary>
    public const int MaxLength = 4 << 20;

    /// <summary>Reads lines as they come.</summary>
    public static IEnumerable<LogLine> Read(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024);
        char[] buffer = new char[64 * 1024];
        var line = new StringBuilder();
        int number = 1;
        for (int count; (count = reader.Read(buffer)) > 0;)
        {
            int start = 0;
            while (Array.IndexOf(buffer, '\n', start, count - start) is >= 0 and var end)
            {
                Append(line, buffer.AsSpan(start, end - start));
                yield return Take(line, number++);
                start = end + 1;
            }

            Append(line, buffer.AsSpan(start, count - start));
        }

        if (line.Length > 0) yield return Take(line, number);
    }

    private static void Append(StringBuilder line, ReadOnlySpan<char> text) => line.Append(text[..Math.Min(text.Length, MaxLength - line.Length)]);

    private static LogLine Take(StringBuilder line, int number)
    {
        if (line.Length > 0 && line[^1] == '\r') line.Length--;
        string text = line.ToString();
        line.Clear();
        return new LogLine(number, text);
    }
}
