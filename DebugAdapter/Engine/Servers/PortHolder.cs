using System.Globalization;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>The program that listens on a TCP port of this computer.</summary>
/// <param name="ProcessId">Its id.</param>
/// <param name="Program">Its name, as the system has it (on Linux at most 15 letters).</param>
internal sealed record PortHolder(int ProcessId, string Program)
{
    // proc(5), /proc/net/tcp: local address and port in hexadecimal, state 0A for LISTEN, the socket's inode.
    private const int AddressField = 1, StateField = 3, InodeField = 9;
    private const string Listens = "0A";

    /// <summary>Finds it.</summary>
    /// <param name="port">The port.</param>
    /// <returns>Null when nobody listens there, or the system does not tell who: another user's program, or not Linux.</returns>
    public static PortHolder? Find(int port)
    {
        if (!OperatingSystem.IsLinux()) return null;
        string[] sockets = [.. ((string[])["/proc/net/tcp", "/proc/net/tcp6"]).SelectMany(Lines).Select(line => InodeOf(line, port)).OfType<string>()];
        return sockets.Length == 0 ? null : Directory.EnumerateDirectories("/proc").Select(folder => HolderAt(folder, sockets)).FirstOrDefault(holder => holder is not null);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Program} (process {ProcessId})";

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

    private static string? InodeOf(string line, int port)
    {
        string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > InodeField && fields[StateField] == Listens && fields[AddressField].EndsWith($":{port:X4}", StringComparison.Ordinal) ? $"socket:[{fields[InodeField]}]" : null;
    }

    private static PortHolder? HolderAt(string folder, string[] sockets)
    {
        if (!int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int id)) return null;
        try
        {
            bool holds = Directory.EnumerateFiles(Path.Combine(folder, "fd")).Any(file => File.ResolveLinkTarget(file, returnFinalTarget: false) is { } target && sockets.Contains(target.Name));
            return holds ? new PortHolder(id, File.ReadAllText(Path.Combine(folder, "comm")).Trim()) : null;
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return null; // it ended meanwhile, or is another user's
        }
    }
}
