using System.Diagnostics;

namespace RspDebug.Swo.Tests.Generated;

/// <summary>The generator of synthetic streams beside the repository: it writes down each packet as it makes it, which is the oracle.</summary>
internal sealed class StreamGenerator : IDisposable
{
    private readonly DirectoryInfo _folder;

    /// <summary>Builds it; the test is skipped when it, or gcc, is not there.</summary>
    public StreamGenerator()
    {
        string source = SharedFiles.Find("tools/itm/gen_itm.c");
        if (!Tool("gcc")) Assert.Ignore("gcc, which builds the stream generator, is not installed");
        _folder = Directory.CreateTempSubdirectory("itm");
        Run("gcc", "-O1", "-w", "-o", Path("gen"), source);
    }

    /// <summary>Whether the long form of the tests was asked for.</summary>
    public static bool IsLong => Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1";

    /// <summary>Makes a stream.</summary>
    /// <returns>The file with the bytes, and the one with a line for each packet.</returns>
    public (string Stream, string Events) Make(int sizeInBytes, params string[] options)
    {
        Run(Path("gen"), [Path("stream"), $"{sizeInBytes}", "42", "--events", Path("events"), .. options]);
        return (Path("stream"), Path("events"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    private static bool Tool(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(System.IO.Path.Combine(folder, name)));

    private static void Run(string file, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        _ = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{file} ended with {process.ExitCode}");
    }
}
