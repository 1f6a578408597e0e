using System.Globalization;

namespace RspDebug.DebugAdapter.Engine.Image.Loading;

/// <summary>Takes the digits of one line of a record format apart.</summary>
internal static class RecordLine
{
    /// <summary>Reads pairs of hexadecimal digits.</summary>
    /// <exception cref="ImageFileException">Something else is there, or half a byte.</exception>
    public static byte[] Decode(string path, int line, ReadOnlySpan<char> digits)
    {
        if ((digits.Length & 1) != 0)
            throw new ImageFileException(path, line, "the line ends within a byte", RecordBytes.Advice);
        var bytes = new byte[digits.Length / 2];
        for (int i = 0; i < bytes.Length; i++)
        {
            if (!byte.TryParse(digits.Slice(2 * i, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[i]))
                throw new ImageFileException(path, line, $"'{digits.Slice(2 * i, 2)}' is not a hexadecimal number", RecordBytes.Advice);
        }

        return bytes;
    }

    /// <summary>The file's lines without the white space around them, with their numbers; empty ones are left out.</summary>
    public static IEnumerable<(int Number, string Text)> Split(string text)
    {
        using var reader = new StringReader(text);
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            string trimmed = line.Trim();
            if (trimmed.Length > 0) yield return (number, trimmed);
        }
    }
}
