using System.Diagnostics;
using System.Security.Cryptography;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Corpora;

/// <summary>The images of <c>tests/Fixtures/corpora</c>, built when first asked for: a few always, all of them with <c>RSP_DEBUG_LONG=1</c>. Some are kept there built.</summary>
internal static class Corpus
{
    private static readonly string Selection = IsLong ? "long" : "short";
    private static readonly string Folder = Path.Combine(FixtureFiles.RepositoryRoot, "artifacts", "corpora", Selection);
    private static readonly string Kept = FixtureFiles.PathOf("corpora/kept");
    private static readonly Lazy<string?> Built = new(Build);

    public static bool IsLong => Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1";

    /// <summary>Where <c>fetch.sh</c> puts what other projects made.</summary>
    public static string ThirdParty => Path.Combine(FixtureFiles.RepositoryRoot, "artifacts", "third-party");

    /// <summary>Names in <c>images.txt</c>: those that are not <c>long</c> are in both selections.</summary>
    public static IEnumerable<string> Names => File.ReadLines(FixtureFiles.PathOf("corpora/images.txt"))
        .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t')).Where(cells => IsLong || cells[1] != "long").Select(cells => cells[0]);

    public static DebugInfo Load(string path) => DebugInfo.Load(ElfImage.Load(File.ReadAllBytes(path), path), new FolderCompanions(path));

    /// <summary>Names of the images that are kept or that the script built.</summary>
    public static IReadOnlyList<string> FindBuilt()
    {
        Require(null);
        return [.. Directory.GetFiles(Folder, "*.elf").Concat(Directory.GetFiles(Kept, "*.elf")).Select(path => Path.GetFileNameWithoutExtension(path)).Where(name => !name.EndsWith("-low", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Path of an image; a test whose image cannot be built on this machine is skipped with the reason.</summary>
    public static string PathOf(string name) => Require(name);

    private static string Require(string? name)
    {
        if (Path.Combine(Kept, name + ".elf") is var kept && File.Exists(kept)) return kept;
        if (Built.Value is { } reason) Assert.Ignore(reason);
        string path = Path.Combine(Folder, name + ".elf");
        if (name is not null && !File.Exists(path))
        {
            string? left = File.ReadLines(Path.Combine(Folder, "left-out.txt")).FirstOrDefault(line => line.StartsWith($"{name} ", StringComparison.Ordinal) || line.StartsWith($"{name.Replace("-low", "", StringComparison.Ordinal)} ", StringComparison.Ordinal));
            if (left is not null) Assert.Ignore($"left out: {left}");
            Assert.Fail($"{name} was not built, and build.sh does not say why");
        }
        return path;
    }

    private static string? Build()
    {
        if (ExternalProgram.Find("arm-none-eabi-gcc") is null) return "arm-none-eabi-gcc is not installed";
        string stamp = Path.Combine(Folder, "stamp.txt"), wanted = Fingerprint();
        if (File.Exists(stamp) && File.ReadAllText(stamp) == wanted) return null;
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
        using Process process = Process.Start(new ProcessStartInfo("bash", [FixtureFiles.PathOf("corpora/build.sh"), Folder, Selection]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) return $"corpora/build.sh failed: {errors.Result}";
        File.WriteAllText(stamp, wanted);
        return null;
    }

    private static string Fingerprint()
    {
        IEnumerable<string> sources = new[] { FixtureFiles.PathOf("corpora"), FixtureFiles.PathOf("dwarf"), Path.Combine(FixtureFiles.RepositoryRoot, "tests", "Firmware") }
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)).Where(path => Path.GetExtension(path) is ".c" or ".cpp" or ".h" or ".S" or ".ld" or ".sh" or ".rs").Order(StringComparer.Ordinal);
        return string.Concat(sources.Select(path => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))} {Path.GetFileName(path)}\n")) + FixtureFiles.RepositoryRoot;
    }
}
