using RspDebug.Dwarf.Line;

namespace RspDebug.DebugAdapter.Engine.Image;

/// <summary>Between the paths that the compiler recorded and the files on this machine (launch key <c>sourceMap</c>).</summary>
/// <param name="map">Recorded prefix, local prefix; the longest match wins.</param>
internal sealed class SourcePaths(IReadOnlyList<KeyValuePair<string, string>> map)
{
    private readonly KeyValuePair<string, string>[] _map = [.. map.OrderByDescending(m => m.Key.Length)];

    /// <summary>Where the UI finds a recorded file.</summary>
    public string ToLocal(SourceFile file)
    {
        string path = file.Path.Replace('\\', '/');
        foreach ((string recorded, string local) in _map)
            if (TryReplace(path, recorded, local, out string? replaced))
                return replaced;
        return path;
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

    private static bool TryReplace(string path, string from, string to, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? replaced)
    {
        string prefix = from.Replace('\\', '/').TrimEnd('/');
        bool matches = path.StartsWith(prefix, StringComparison.Ordinal) && (path.Length == prefix.Length || path[prefix.Length] == '/');
        replaced = matches ? to.TrimEnd('/', '\\') + path[prefix.Length..] : null;
        return matches;
    }
}
