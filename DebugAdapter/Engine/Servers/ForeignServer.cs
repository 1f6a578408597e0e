using System.Net;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>
/// What is seen of a server on this computer that somebody else started: what its program does, and whether it reads what it is sent. A program that reads and
/// is no debug server may pass the packets on to one elsewhere (ssh, a container's proxy), which is not seen: it never counts as idle.
/// </summary>
/// <param name="port">The server's port.</param>
/// <param name="ourPort">The other end of the connection to it.</param>
internal sealed class ForeignServer(int port, int ourPort)
{
    private const int LongestName = 15; // TASK_COMM_LEN of Linux without the final zero.

    // Servers that have no profile to start them.
    private static readonly string[] Others = ["gdbserver", "probe-rs"];

    private static readonly Lazy<string[]> ServerPrograms = new(static () =>
        [.. ServerProfiles.All.Where(static profile => profile.Kind != ServerType.Virtual)
            .Select(static profile => profile.BuildCommand(new LaunchConfiguration { ServerType = profile.Kind, Device = "" }, 0)?.Program).OfType<string>().Concat(Others)]);

    private bool _wasSearched;

    /// <summary>The program; null before the first look, and where the system does not tell.</summary>
    public PortHolder? Holder { get; private set; }

    /// <summary>Whether an address is this computer's own, so that there is something to see.</summary>
    public static bool IsHere(ServerAddress address) =>
        OperatingSystem.IsLinux() && (address.Host == "localhost" || (IPAddress.TryParse(address.Host, out IPAddress? number) && IPAddress.IsLoopback(number)));

    /// <summary>Looks.</summary>
    /// <param name="received">What came from it over the link so far.</param>
    /// <returns>Busy where nothing is seen.</returns>
    public SignsOfLife Look(long received)
    {
        if (!_wasSearched) (Holder, _wasSearched) = (PortHolder.Find(port), true);
        if (Holder is null || Holder.ProcessId == Environment.ProcessId || ProcessFamily.Look(Holder.ProcessId) is not { } work) return new SignsOfLife(0, received, 0, IsBusy: true);
        return new SignsOfLife(0, received, work.Time, work.IsBusy || !(IsServer(Holder.Program) || HasUnread()));
    }

    private static bool IsServer(string program) =>
        Array.Exists(ServerPrograms.Value, known => program.Equals(known.Length > LongestName ? known[..LongestName] : known, StringComparison.Ordinal));

    private bool HasUnread() => TcpSocket.All().Any(socket => socket.Local.Port == port && socket.RemotePort == ourPort && socket.UnreadInBytes > 0);
}
