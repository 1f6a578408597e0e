using RspDebug.Dwarf.Line;

namespace RspDebug.DebugAdapter.Engine.Image;

/// <summary>Between the paths that the compiler recorded and the files on this machine (launch key <c>sourceMap</c>).</summary>
/// <param name="map">Recorded prefix, local prefix; the longest match wins.</param>
internal sealed class SourcePaths(IReadOnlyList<KeyValuePair<string, string>> map)
{
    private KeyValuePair<string, string>[] _map = [.. map.OrderByDescending(m => m.Key.Length)];

    /// <summary>Where the UI finds a recorded file.</summary>
    public string ToLocal(SourceFile file)
    {
        string path = file.Path.Replace('\\', '/');
        foreach ((string recorded, string local) in _map)
            if (TryReplace(path, recorded, local, out string? replaced))
                return replaced;
        return path;
    }

    /// <summary>
    /// Learns from a breakpoint in a file of this machine where the recorded folder lies: images that were built elsewhere (in a
    /// container, by CI) then show their sources without a <c>sourceMap</c>.
    /// </summary>
    /// <param name="recorded">The file as the compiler recorded it.</param>
    /// <param name="local">The file that the breakpoint was set in.</param>
    public void Learn(SourceFile recorded, string local)
    {
        string from = recorded.Path.Replace('\\', '/'), to = local.Replace('\\', '/');
        if (from == to || ToLocal(recorded) != from || File.Exists(from) || !File.Exists(local))
            return;
        int common = CommonFolderSuffix(from, to);
        if (common > 0)
            _map = [.. _map.Append(new(from[..^common], to[..^common])).OrderByDescending(m => m.Key.Length)];
    }

    /// <summary>How the compiler knows a file of the UI.</summary>
    public string ToRecorded(string path)
    {
        string plain = path.Replace('\\', '/');
        foreach ((string recorded, string local) in _map)
            if (TryReplace(plain, local.Replace('\\', '/'), recorded, out string? replaced))
                return replaced;
        return plain;
    }

    // Length of the longest common ending that begins with a slash.
    private static int CommonFolderSuffix(string left, string right)
    {
        int common = 0, limit = Math.Min(left.Length, right.Length);
        for (int i = 1; i < limit && left[^i] == right[^i]; i++)
            if (left[^i] == '/')
                common = i;
        return common;
    }

    private static bool TryReplace(string path, string from, string to, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? replaced)
    {
        string prefix = from.Replace('\\', '/').TrimEnd('/');
        bool matches = path.StartsWith(prefix, StringComparison.Ordinal) && (path.Length == prefix.Length || path[prefix.Length] == '/');
        replaced = matches ? to.TrimEnd('/', '\\') + path[prefix.Length..] : null;
        return matches;
    }
}
