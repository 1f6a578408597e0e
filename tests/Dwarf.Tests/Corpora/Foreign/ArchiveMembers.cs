using System.Globalization;
using System.Text;

namespace RspDebug.Dwarf.Tests.Corpora.Foreign;

/// <summary>The members of an <c>ar</c> archive, as System V and GNU write it.</summary>
internal static class ArchiveMembers
{
    private const int HeaderSize = 60;

    /// <summary>Names and bytes of the members, without the archive's own tables; nothing for what is no archive.</summary>
    public static IEnumerable<(string Name, ReadOnlyMemory<byte> Bytes)> Read(ReadOnlyMemory<byte> archive)
    {
        if (!archive.Span.StartsWith("!<arch>\n"u8)) yield break;
        ReadOnlyMemory<byte> names = default;
        for (int at = 8; at + HeaderSize <= archive.Length;)
        {
            // name 16, date 12, user 6, group 6, mode 8, size 10, end 2: text, filled with spaces.
            string header = Encoding.ASCII.GetString(archive.Span.Slice(at, HeaderSize)), name = header[..16].TrimEnd();
            int size = int.Parse(header.AsSpan(48, 10).TrimEnd(), CultureInfo.InvariantCulture);
            ReadOnlyMemory<byte> bytes = archive.Slice(at + HeaderSize, size);
            at += HeaderSize + size + (size & 1);
            if (name == "//") names = bytes;
            else if (name is not ("/" or "/SYM64/")) yield return (NameOf(name, names.Span), bytes);
        }
    }

    private static string NameOf(string name, ReadOnlySpan<byte> names)
    {
        if (name[0] != '/') return name.TrimEnd('/');
        ReadOnlySpan<byte> rest = names[int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture)..];
        return Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)'\n')]).TrimEnd('/');
    }
}
