namespace RspDebug.Testing;

/// <summary>Finds the data files of the tests in the source tree.</summary>
public static class FixtureFiles
{
    /// <summary>Folder that holds <c>Debugger.sln</c>.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>Absolute path of a file under <c>tests/Fixtures</c>.</summary>
    /// <param name="relativePath">With forward slashes, such as <c>dwarf/gcc-Og-dwarf5.elf</c>.</param>
    public static string PathOf(string relativePath) => Path.Combine(RepositoryRoot, "tests", "Fixtures", relativePath);

    /// <summary>Bytes of a file under <c>tests/Fixtures</c>.</summary>
    /// <param name="relativePath">With forward slashes.</param>
    public static byte[] Read(string relativePath) => File.ReadAllBytes(PathOf(relativePath));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Debugger.sln"))) return folder.FullName;
        }
        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Debugger.sln.");
    }
}
