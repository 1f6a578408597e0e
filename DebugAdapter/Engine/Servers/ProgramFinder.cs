namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>Finds programs as a shell would.</summary>
internal static class ProgramFinder
{
    private static readonly string[] WindowsEndings = ["", ".exe", ".cmd", ".bat"];

    /// <summary>The path of a program.</summary>
    /// <param name="program">A name to look for on the PATH, or a path.</param>
    /// <param name="directory">Where a relative path starts.</param>
    /// <returns>An absolute path, or null when there is no such file.</returns>
    public static string? Find(string program, string? directory)
    {
        if (program.AsSpan().ContainsAny(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar))
            return FirstFile(Path.GetFullPath(program, Path.GetFullPath(directory ?? ".")));
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => FirstFile(Path.Combine(folder, program))).FirstOrDefault(static found => found is not null);
    }

    /// <summary>Whether the file may be executed; Windows tells by the name.</summary>
    public static bool IsExecutable(string path) => OperatingSystem.IsWindows()
        || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != UnixFileMode.None;

    private static string? FirstFile(string path) =>
        (OperatingSystem.IsWindows() ? WindowsEndings : [""]).Select(ending => path + ending).FirstOrDefault(File.Exists);
}
