using NUnit.Framework;

namespace RspDebug.Testing;

/// <summary>Third-party captures, which stand beside the repository where they are available and are never part of it.</summary>
public static class SharedData
{
    /// <summary>The path of a file, or a skipped test that says what is missing.</summary>
    public static string Require(string relativePath)
    {
        for (DirectoryInfo? folder = new(FixtureFiles.RepositoryRoot); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", "data", relativePath);
            if (File.Exists(path)) return path;
        }

        Assert.Ignore($"shared/data/{relativePath} is in no folder above the repository.");
        return "";
    }
}
