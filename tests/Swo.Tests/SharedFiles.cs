namespace RspDebug.Swo.Tests;

/// <summary>Third-party data and tools beside the repository; tests that need one skip with its name when it is not there.</summary>
internal static class SharedFiles
{
    public static string Find(string path)
    {
        string full = Path.Combine(RepositoryParent(), "shared", path);
        if (!File.Exists(full)) Assert.Ignore($"{path} is not at {full}");
        return full;
    }

    private static string RepositoryParent()
    {
        string folder = TestContext.CurrentContext.TestDirectory;
        while (!File.Exists(Path.Combine(folder, "Debugger.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Debugger.sln");
        string parent = Path.GetDirectoryName(folder)!;
        return Directory.Exists(Path.Combine(parent, "shared")) ? parent : Path.GetDirectoryName(parent)!;
    }
}
