namespace RspDebug.Dwarf.Line;

/// <summary>Paths as compilers on any system write them.</summary>
internal static class SourcePath
{
    public static bool IsAbsolute(string path) =>
        path.Length > 0 && (path[0] is '/' or '\\' || HasDrive(path));

    public static string Join(string directory, string name)
    {
        if (directory.Length == 0 || IsAbsolute(name)) return name;
        if (name.Length == 0) return directory;
        return directory[^1] is '/' or '\\' ? directory + name : directory + Separator(directory) + name;
    }

    /// <summary>Whether names of this path's system differ in more than case: Windows ones do not.</summary>
    public static bool IgnoresCase(string path) => HasDrive(path) || path.Contains('\\');

    /// <summary>Splits into names, resolving <c>.</c> and <c>..</c>; a leading <c>..</c> that has nothing to remove is dropped.</summary>
    public static List<string> Split(string path)
    {
        List<string> names = [];
        foreach (string name in path.Split('/', '\\'))
        {
            if (name is "" or ".") continue;
            if (name != "..") names.Add(name);
            else if (names.Count > 0) names.RemoveAt(names.Count - 1);
        }
        return names;
    }

    private static bool HasDrive(string path) => path.Length >= 2 && path[1] == ':' && char.IsAsciiLetter(path[0]);

    private static char Separator(string directory) => IgnoresCase(directory) && !directory.Contains('/') ? '\\' : '/';
}
