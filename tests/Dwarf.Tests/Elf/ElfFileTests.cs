using System.Net.Sockets;
using RspDebug.Dwarf.Elf;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Elf;

/// <summary>Files as users have them: built again while they are debugged, and paths that lead to something else.</summary>
public sealed class ElfFileTests
{
    private static readonly byte[] Small = FixtureFiles.Read("dwarf/gcc-O0-dwarf4.elf");

    // What follows an image's last section belongs to nobody: an image as large as one likes.
    private static readonly byte[] Large = [.. Small, .. new byte[ElfFile.LargestFileReadWhole]];

    private string _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("elf-file-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    [CancelAfter(60_000)]
    public void Image_FileBuiltAgain_StaysAsItWas([Values] bool isLarge, [Values("truncated", "written over", "replaced")] string how)
    {
        byte[] bytes = isLarge ? Large : Small;
        string path = Write(bytes);
        using ElfFile file = ElfFile.Open(path);
        BuildAgain(path, how, bytes.Length);
        Assert.That(file.Image.File.Span.SequenceEqual(bytes), Is.True);
        Assert.That(file.Image.Symbols.TryFind("g_device", out _), Is.True);
    }

    [Test]
    [CancelAfter(60_000)]
    public void Image_OpenTwiceAndBuiltAgain_BothStayAsTheyWere()
    {
        string path = Write(Large);
        using ElfFile first = ElfFile.Open(path), second = ElfFile.Open(path);
        BuildAgain(path, "truncated", 0);
        Assert.That(first.Image.File.Span.SequenceEqual(Large) && second.Image.File.Span.SequenceEqual(Large), Is.True);
    }

    [Test]
    [CancelAfter(60_000)]
    public void Open_SomebodyWritesTheFile_IsReadWholeAndStaysAsItWas()
    {
        string path = Write(Large);
        using FileStream writer = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        using ElfFile file = ElfFile.Open(path);
        writer.SetLength(0);
        Assert.That(file.Image.File.Span.SequenceEqual(Large), Is.True);
    }

    [Test]
    public void Open_LargeFile_IsMappedUntilItIsBuiltAgain()
    {
        string path = Write(Large);
        if (!OperatingSystem.IsLinux() || new DriveInfo(path).DriveType is not (DriveType.Fixed or DriveType.Ram)) Assert.Ignore("Files are mapped on local file systems of Linux.");
        using ElfFile file = ElfFile.Open(path);
        Assert.That(File.ReadAllText("/proc/self/maps"), Does.Contain(path));
        BuildAgain(path, "truncated", 0);
        Assert.That(File.ReadAllText("/proc/self/maps"), Does.Not.Contain(path));
    }

    [Test]
    [CancelAfter(60_000)]
    public void Dispose_LargeFile_LetsItBeWritten()
    {
        string path = Write(Large);
        ElfFile.Open(path).Dispose();
        BuildAgain(path, "truncated", 0);
        Assert.That(new FileInfo(path).Length, Is.Zero);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Open_NamedPipe_IsRefusedAtOnce()
    {
        string path = Path.Combine(_folder, "pipe");
        await ExternalProgram.RunAsync(Require("mkfifo"), [path]);
        Assert.That(() => ElfFile.Open(path), Throws.TypeOf<IOException>().With.Message.EqualTo("It is a named pipe, not a file."));
    }

    [Test]
    public void Open_Socket_IsRefused()
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        string path = Path.Combine(_folder, "socket");
        socket.Bind(new UnixDomainSocketEndPoint(path));
        if (!OperatingSystem.IsLinux()) Assert.Ignore("Only Linux tells what a path leads to before it is opened.");
        Assert.That(() => ElfFile.Open(path), Throws.TypeOf<IOException>().With.Message.EqualTo("It is a socket, not a file."));
    }

    [TestCase("/dev/zero", "It is a character device, not a file.")]
    [TestCase("/proc/self", "It is a directory, not a file.")]
    public void Open_DeviceOrDirectory_IsRefused(string path, string message)
    {
        if (!OperatingSystem.IsLinux()) Assert.Ignore($"Only Linux has {path}.");
        Assert.That(() => ElfFile.Open(path), Throws.TypeOf<IOException>().With.Message.EqualTo(message));
        Assert.That(() => RegularFile.ReadAllBytes(path), Throws.TypeOf<IOException>());
    }

    [Test]
    public void Open_LinkToNothing_ThrowsFileNotFound()
    {
        string path = Path.Combine(_folder, "link.elf");
        File.CreateSymbolicLink(path, Path.Combine(_folder, "removed.elf"));
        Assert.That(() => ElfFile.Open(path), Throws.TypeOf<FileNotFoundException>());
    }

    [Test]
    public void Open_LinkToAFile_IsFollowed()
    {
        string path = Path.Combine(_folder, "link.elf");
        File.CreateSymbolicLink(path, Write(Large));
        using ElfFile file = ElfFile.Open(path);
        Assert.That(file.Image.File.Length, Is.EqualTo(Large.Length));
    }

    private static void BuildAgain(string path, string how, int length)
    {
        if (how == "replaced") File.Delete(path);
        using FileStream writer = new(path, how == "written over" ? FileMode.Open : FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        if (how != "truncated") writer.Write(Enumerable.Repeat((byte)0xA5, length).ToArray());
    }

    private static string Require(string program)
    {
        if (ExternalProgram.Find(program) is { } path) return path;
        Assert.Ignore($"{program} is not installed (coreutils).");
        return "";
    }

    private string Write(byte[] bytes)
    {
        string path = Path.Combine(_folder, "firmware.elf");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
