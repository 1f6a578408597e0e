namespace RspDebug.DebugAdapter.Engine.FileIo;

/// <summary>The folder that the firmware's files are confined to: a path of the firmware never leads out of it.</summary>
/// <param name="root">An existing folder.</param>
/// <remarks>
/// Refused with EACCES: absolute paths, drive letters, paths that climb out by <c>..</c>, and symbolic links anywhere below the folder, wherever
/// they lead. The firmware cannot make links, so that only another program of the user could exchange one between the check and the use.
/// </remarks>
internal sealed class FileIoFolder(string root)
{
    private const int MaxPathLength = 1024;

    /// <summary>The folder, absolute.</summary>
    public string Root { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    /// <summary>The place on this computer of a path that the firmware gave.</summary>
    /// <exception cref="FileIoException">It leads out of the folder, or is no path.</exception>
    public string Resolve(string path)
    {
        if (path.Length == 0) throw new FileIoException(FileIoErrno.NotFound);
        if (path.Length > MaxPathLength) throw new FileIoException(FileIoErrno.NameTooLong);
        // Firmware built on Windows writes "\"; on Windows it would be a separator whatever was meant.
        string[] names = path.Replace('\\', '/').Split('/');
        if (names[0].Length == 0 || path.Contains(':', StringComparison.Ordinal)) throw new FileIoException(FileIoErrno.AccessDenied);
        var inside = new List<string>();
        foreach (string name in names)
        {
            if (name is "" or ".") continue;
            if (name.Any(char.IsControl)) throw new FileIoException(FileIoErrno.NotFound);
            if (name != "..") inside.Add(name);
            else if (inside.Count > 0) inside.RemoveAt(inside.Count - 1);
            else throw new FileIoException(FileIoErrno.AccessDenied);
        }

        string place = Root;
        for (int depth = 0; depth < inside.Count; depth++)
        {
            place = Path.Combine(place, inside[depth]);
            // LinkTarget is also set for a link that leads nowhere, which Exists does not see.
            if (new FileInfo(place).LinkTarget is not null) throw new FileIoException(FileIoErrno.AccessDenied);
            if (depth < inside.Count - 1 && File.Exists(place)) throw new FileIoException(FileIoErrno.NotFolder);
        }

        return place;
    }
}
