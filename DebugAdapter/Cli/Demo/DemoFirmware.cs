using System.Reflection;
using System.Text.RegularExpressions;

namespace RspDebug.DebugAdapter.Cli.Demo;

/// <summary>The firmware of the demo with its sources, in a folder that lives as long as this object.</summary>
internal sealed class DemoFirmware : IDisposable
{
    private const string ResourcePrefix = "demo/";

    private DemoFirmware(string folder) => Folder = folder;

    /// <summary>Where the image and <c>src/</c> are.</summary>
    public string Folder { get; }

    /// <summary>The image to debug.</summary>
    public string Image => Path.Combine(Folder, "firmware.elf");

    /// <summary>The folder that the image names as its compilation directory.</summary>
    public static string RecordedFolder => "/firmware";

    /// <summary>Writes the embedded files to a new temporary folder.</summary>
    public static DemoFirmware Unpack()
    {
        string folder = Directory.CreateTempSubdirectory("rsp-debug-demo-").FullName;
        Assembly assembly = typeof(DemoFirmware).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Where(static name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal)))
        {
            string path = Path.Combine(folder, name[ResourcePrefix.Length..]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using Stream content = assembly.GetManifestResourceStream(name)!;
            using FileStream file = File.Create(path);
            content.CopyTo(file);
        }
        return new DemoFirmware(folder);
    }

    /// <summary>Absolute path of a source file.</summary>
    public string Source(string unit) => Path.Combine(Folder, "src", unit);

    /// <summary>Text of a line, counted from 1; empty beyond the file.</summary>
    public string LineText(string unit, int line)
    {
        string path = Source(unit);
        return File.Exists(path) ? File.ReadLines(path).ElementAtOrDefault(line - 1)?.Trim() ?? string.Empty : string.Empty;
    }

    /// <summary>Number of the line that carries a mark such as <c>BP_LEAF</c>.</summary>
    public int LineOf(string unit, string mark) =>
        File.ReadLines(Source(unit)).TakeWhile(line => !Regex.IsMatch(line, $@"\b{mark}\b", RegexOptions.None, TimeSpan.FromSeconds(1))).Count() + 1;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
