using System.Diagnostics;

namespace RspDebug.Architecture.Tests;

/// <summary>The files of the repository.</summary>
internal static class SourceTree
{
    private static readonly string[] MadeByTools = ["bin", "obj", "artifacts", "node_modules", ".git", "TestResults", "dist", "out"];

    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Paths from the root, with forward slashes: what git tracks, or all files when this is no git work tree.</summary>
    public static IReadOnlyList<string> Files { get; } = TrackedFiles() ?? [.. Walk(Root).Select(static path => Path.GetRelativePath(Root, path).Replace('\\', '/'))];

    /// <summary>The tracked files that end so and exist.</summary>
    public static IEnumerable<string> WithEnding(string ending) => Files.Where(path => path.EndsWith(ending, StringComparison.Ordinal));

    public static string FullPath(string path) => Path.Combine(Root, path);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Debugger.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Debugger.sln.");
    }

    private static string[]? TrackedFiles()
    {
        try
        {
            using Process git = Process.Start(new ProcessStartInfo("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            {
                WorkingDirectory = Root, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            string output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode != 0 ? null : [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(static path => File.Exists(FullPath(path)))];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder).Where(static child => !MadeByTools.Contains(Path.GetFileName(child))).SelectMany(Walk));
}
