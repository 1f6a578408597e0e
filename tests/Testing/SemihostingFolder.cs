namespace RspDebug.Testing;

/// <summary>A folder for the files of <c>tests/Firmware/semihosting</c>, with what the firmware must not reach beside it: a secret, and a link to it inside the folder.</summary>
public sealed class SemihostingFolder : IDisposable
{
    private SemihostingFolder(string root) => Root = root;

    /// <summary>The firmware that makes every file call.</summary>
    public static string Image { get; } = System.IO.Path.Combine(Firmware.Folder, "semihosting", "files.elf");

    /// <summary>Holds <c>files</c> and <c>secret.txt</c>.</summary>
    public string Root { get; }

    /// <summary>What <c>semihosting.folder</c> is set to.</summary>
    public string Path => System.IO.Path.Combine(Root, "files");

    /// <summary>Makes one; gone when disposed.</summary>
    public static SemihostingFolder Create()
    {
        var folder = new SemihostingFolder(Directory.CreateTempSubdirectory("semihosting").FullName);
        string secret = System.IO.Path.Combine(folder.Root, "secret.txt");
        Directory.CreateDirectory(folder.Path);
        File.WriteAllText(secret, "secret");
        File.CreateSymbolicLink(System.IO.Path.Combine(folder.Path, "link.txt"), secret);
        return folder;
    }

    /// <summary>What the calls return (Semihosting for AArch32: SYS_WRITE and SYS_READ give the bytes not moved), by member of <c>g_results</c>.</summary>
    /// <param name="length">What SYS_FLEN gives; servers that answer it themselves know no file of that number.</param>
    public static IReadOnlyList<(string Member, string Value)> Results(string length) =>
    [
        ("opened", "1"), ("written", "0"), ("closed", "0"), ("appended", "0"), ("length", length), ("is_tty", "0"), ("seeked", "0"), ("read_count", "28"),
        ("renamed", "0"), ("removed", "0"), ("removed_again", "-1"), ("errno_missing", "2"), ("escaped", "-1"), ("absolute", "-1"), ("linked", "-1"),
        ("errno_linked", "13"), ("shell", "-1"), ("is_console_tty", "1"),
    ];

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Root, recursive: true);
}
