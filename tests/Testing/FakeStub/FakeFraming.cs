using System.Globalization;
using System.Text;

namespace RspDebug.Testing;

/// <summary>Packet framing of the stub's side, written apart from the client's so that a shared mistake cannot hide.</summary>
public static class FakeFraming
{
    /// <summary>Frames a payload: escapes, on demand run lengths, checksum.</summary>
    /// <param name="payload">Latin-1 text.</param>
    /// <param name="usesRunLength">Encodes runs of four and more.</param>
    /// <param name="start"><c>$</c>, or <c>%</c> for a notification.</param>
    public static byte[] Frame(string payload, bool usesRunLength = false, char start = '$')
    {
        var escaped = new StringBuilder();
        foreach (char character in payload)
        {
            if (character is '#' or '$' or '}' or '*') escaped.Append('}').Append((char)(character ^ 0x20));
            else escaped.Append(character);
        }

        string body = usesRunLength ? EncodeRuns(escaped.ToString()) : escaped.ToString();
        int sum = body.Sum(character => character) & 0xff;
        return Encoding.Latin1.GetBytes(start + body + "#" + sum.ToString("x2", CultureInfo.InvariantCulture));
    }

    /// <summary>Removes escapes.</summary>
    public static string Unescape(string body)
    {
        var plain = new StringBuilder();
        for (int index = 0; index < body.Length; index++)
        {
            if (body[index] == '}' && index + 1 < body.Length) plain.Append((char)(body[++index] ^ 0x20));
            else plain.Append(body[index]);
        }

        return plain.ToString();
    }

    private static string EncodeRuns(string body)
    {
        var encoded = new StringBuilder();
        for (int index = 0; index < body.Length;)
        {
            char character = body[index];
            int length = 1;
            while (index + length < body.Length && body[index + length] == character && length < 97) length++;
            // An escape pair is never a run to repeat; counts that would print as "#", "$", "+" or "-" are made shorter.
            while (length > 3 && (char)(length + 28) is '#' or '$' or '+' or '-') length--;
            if (length > 3 && character != '}') encoded.Append(character).Append('*').Append((char)(length + 28));
            else encoded.Append(character, length);
            index += length;
        }

        return encoded.ToString();
    }
}
