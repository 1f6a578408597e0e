namespace RspDebug.EndToEnd.Tests.Servers;

/// <summary>Programs that tests run when the machine has them.</summary>
internal static class LiveTool
{
    /// <summary>Full path of a program; skips the test with the reason when it is absent.</summary>
    public static string Require(string program, string package)
    {
        string? found = Find(program);
        if (found is null) Assert.Ignore($"{program} is not installed (apt-get install {package}).");
        return found!;
    }

    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
