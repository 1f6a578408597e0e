using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>A TCP socket of this computer, as Linux lists it.</summary>
/// <param name="Local">Its own end.</param>
/// <param name="RemotePort">The other end's; 0 for one that listens.</param>
/// <param name="Listens">It takes connections.</param>
/// <param name="UnreadInBytes">What has come for it and was not read by its program.</param>
/// <param name="Link">What the file descriptors of its program point at.</param>
internal readonly record struct TcpSocket(IPEndPoint Local, int RemotePort, bool Listens, long UnreadInBytes, string Link)
{
    // proc(5), /proc/net/tcp: addresses and ports in hexadecimal, state 0A for LISTEN, tx_queue:rx_queue, the socket's inode.
    private const int LocalField = 1, RemoteField = 2, StateField = 3, QueueField = 4, InodeField = 9;
    private const int ListenState = 0x0A;

    /// <summary>All of them; none where the system does not tell.</summary>
    public static IEnumerable<TcpSocket> All() => OperatingSystem.IsLinux() ? ((string[])["/proc/net/tcp", "/proc/net/tcp6"]).SelectMany(Lines).Select(Parse).OfType<TcpSocket>() : [];

    private static IReadOnlyList<string> Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (IOException)
        {
            return []; // a kernel without IPv6
        }
    }

    private static TcpSocket? Parse(string line)
    {
        string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > InodeField && EndPoint(fields[LocalField]) is { } local && Behind(fields[RemoteField]) is { } remote && Behind(fields[QueueField]) is { } unread
            && Hexadecimal(fields[StateField]) is { } state ? new(local, (int)remote, state == ListenState, unread, $"socket:[{fields[InodeField]}]") : null;
    }

    // Four bytes at a time, each as the number that the processor sees there.
    private static IPEndPoint? EndPoint(string field)
    {
        if (Behind(field) is not { } port) return null;
        ReadOnlySpan<char> digits = field.AsSpan(0, field.IndexOf(':', StringComparison.Ordinal));
        Span<uint> words = stackalloc uint[4];
        int count = digits.Length / (2 * sizeof(uint));
        if (count is not (1 or 4)) return null;
        for (int word = 0; word < count; word++)
        {
            if (!uint.TryParse(digits.Slice(word * 2 * sizeof(uint), 2 * sizeof(uint)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out words[word])) return null;
        }

        return new IPEndPoint(new IPAddress(MemoryMarshal.AsBytes(words[..count])), (int)port);
    }

    private static long? Behind(string field) => field.IndexOf(':', StringComparison.Ordinal) is >= 0 and int colon ? Hexadecimal(field[(colon + 1)..]) : null;

    private static long? Hexadecimal(string text) => long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long number) ? number : null;
}
