using System.Globalization;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>The program that listens on a TCP port of this computer.</summary>
/// <param name="ProcessId">Its id.</param>
/// <param name="Program">Its name, as the system has it (on Linux at most 15 letters).</param>
internal sealed record PortHolder(int ProcessId, string Program)
{
    /// <summary>Finds it.</summary>
    /// <param name="port">The port.</param>
    /// <returns>Null when nobody listens there, or the system does not tell who: another user's program, or not Linux.</returns>
    public static PortHolder? Find(int port)
    {
        string[] sockets = [.. TcpSocket.All().Where(socket => socket.Listens && socket.Local.Port == port).Select(static socket => socket.Link)];
        return sockets.Length == 0 ? null : Directory.EnumerateDirectories("/proc").Select(folder => HolderAt(folder, sockets)).FirstOrDefault(holder => holder is not null);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Program} (process {ProcessId})";

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
