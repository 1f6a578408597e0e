using System.Globalization;
using RspDebug.Testing;

namespace RspDebug.RspClient.Tests.Captures;

/// <summary>Reads what gdb's <c>set remotelogfile</c> writes: <c>w</c> and <c>r</c> lines, bytes that do not print as C escapes.</summary>
internal static class RemoteLog
{
    /// <summary>A request and what the server sent until the next one: console output, then the reply.</summary>
    public sealed record Exchange(string Request, IReadOnlyList<string> Answers);

    public static bool IsTraffic(string line) => line.Length >= 2 && line[0] is 'w' or 'r';

    public static string TextOf(string line) => line[2..].Replace("<Timeout: 0 seconds>", "", StringComparison.Ordinal);

    public static List<Exchange> Read(string file)
    {
        var exchanges = new List<Exchange>();
        var answers = new List<string>();
        foreach (string line in File.ReadLines(SharedData.Require(file)).Where(IsTraffic))
        {
            foreach (string payload in ExchangeChecker.Decode(Unescape(TextOf(line))).Packets.Select(ExchangeChecker.ToText))
            {
                if (line[0] == 'w') exchanges.Add(new Exchange(payload, answers = []));
                else answers.Add(payload);
            }
        }

        return exchanges;
    }

    public static byte[] Unescape(string text)
    {
        var bytes = new List<byte>();
        for (int index = 0; index < text.Length; index++)
        {
            if (text[index] != '\\' || index + 1 == text.Length)
            {
                bytes.Add((byte)text[index]);
                continue;
            }

            char kind = text[++index];
            if (kind == 'x' && index + 2 < text.Length)
            {
                bytes.Add(byte.Parse(text.AsSpan(index + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                index += 2;
            }
            else
            {
                bytes.Add(kind switch { 'n' => (byte)'\n', 'r' => (byte)'\r', 't' => (byte)'\t', 'b' => (byte)'\b', 'f' => (byte)'\f', 'v' => (byte)'\v', _ => (byte)kind });
            }
        }

        return [.. bytes];
    }
}
