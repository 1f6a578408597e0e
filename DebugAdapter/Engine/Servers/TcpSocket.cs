using System.Globalization;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>A TCP socket of this computer, as Linux lists it.</summary>
/// <param name="LocalPort">Its own port.</param>
/// <param name="RemotePort">The other end's; 0 for one that listens.</param>
/// <param name="Listens">It takes connections.</param>
/// <param name="UnreadInBytes">What has come for it and was not read by its program.</param>
/// <param name="Link">What the file descriptors of its program point at.</param>
internal readonly record struct TcpSocket(int LocalPort, int RemotePort, bool Listens, long UnreadInBytes, string Link)
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
        return fields.Length > InodeField && Behind(fields[LocalField]) is { } local && Behind(fields[RemoteField]) is { } remote && Behind(fields[QueueField]) is { } unread
            && Hexadecimal(fields[StateField]) is { } state ? new((int)local, (int)remote, state == ListenState, unread, $"socket:[{fields[InodeField]}]") : null;
    }

    private static long? Behind(string field) => field.IndexOf(':', StringComparison.Ordinal) is >= 0 and int colon ? Hexadecimal(field[(colon + 1)..]) : null;

    private static long? Hexadecimal(string text) => long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long number) ? number : null;
}
