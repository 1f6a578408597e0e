using System.Buffers.Binary;
using System.Text;
using RspDebug.DebugAdapter.Engine.FileIo;
using RspDebug.RspClient;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.FileIo;

/// <summary>Each call of the File-I/O protocol, as a packet gives it.</summary>
[TestFixture]
public sealed class FileIoHostTests
{
    private const int Text = 0x100, Second = 0x400, Buffer = 0x1000;

    private readonly List<string> _warnings = [];
    private readonly StringBuilder _printed = new();
    private readonly MemoryStub _memory = new();
    private string _folder = "";
    private FileIoHost _host = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = Directory.CreateTempSubdirectory("file-io").FullName;
        _warnings.Clear();
        _printed.Clear();
        _host = new FileIoHost(new FileIoFolder(_folder), new ProgramConsole(text => _printed.Append(text)), _warnings.Add, new ManualTime());
    }

    [TearDown]
    public void TearDown()
    {
        _host.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Open_CreateWriteSeekReadClose_KeepsTheBytesInTheFolder()
    {
        Assert.That(await OpenAsync("log.txt", 0x602), Is.EqualTo(3));
        _memory.Put(Buffer, "hello");
        Assert.That(await ValueAsync($"write,3,{Buffer:x},5"), Is.EqualTo(5));
        Assert.That(await ValueAsync("lseek,3,-4,1"), Is.EqualTo(1));
        Assert.That(await ValueAsync($"read,3,{Buffer + 0x100:x},64"), Is.EqualTo(4));
        Assert.That(await ValueAsync("close,3"), Is.Zero);
        Assert.That(_memory.Get(Buffer + 0x100, 4), Is.EqualTo("ello"));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(_folder, "log.txt")), Is.EqualTo("hello"));
    }

    [Test]
    public async Task Write_OpenedToAppend_GoesToTheEndWhereverThePositionIs()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "log.txt"), "one");
        await OpenAsync("log.txt", 0x209);
        await ValueAsync("lseek,3,0,0");
        _memory.Put(Buffer, "two");
        await ValueAsync($"write,3,{Buffer:x},3");
        _host.CloseAll();
        Assert.That(await File.ReadAllTextAsync(Path.Combine(_folder, "log.txt")), Is.EqualTo("onetwo"));
    }

    [Test]
    public async Task ReadAndWrite_MoreThanOnePiece_MoveEveryByte()
    {
        byte[] bytes = new byte[200_000];
        new Random(1).NextBytes(bytes);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "in.bin"), bytes);
        await OpenAsync("in.bin", 0);
        await OpenAsync("out.bin", 0x601);
        Assert.That(await ValueAsync($"read,3,{Buffer:x},40000"), Is.EqualTo(bytes.Length));
        Assert.That(await ValueAsync($"write,4,{Buffer:x},{bytes.Length:x}"), Is.EqualTo(bytes.Length));
        _host.CloseAll();
        Assert.That(await File.ReadAllBytesAsync(Path.Combine(_folder, "out.bin")), Is.EqualTo(bytes));
    }

    // path | errno
    [TestCase("../outside.txt", 13)]
    [TestCase("sub/../../outside.txt", 13)]
    [TestCase("..\\outside.txt", 13)]
    [TestCase("/etc/hostname", 13)]
    [TestCase("C:\\Windows\\win.ini", 13)]
    [TestCase("C:boot.ini", 13)]
    [TestCase("\\\\host\\share", 13)]
    [TestCase("linked.txt", 13)]
    [TestCase("linked-folder/new.txt", 13)]
    [TestCase("dangling", 13)]
    [TestCase("", 2)]
    [TestCase("missing.txt", 2)]
    [TestCase("no\u0001name", 2)]
    [TestCase("sub", 21)]
    [TestCase("file.txt/below", 20)]
    public async Task Open_PathThatIsNotOurs_FailsWithItsErrno(string path, int errno)
    {
        string outside = Directory.CreateTempSubdirectory("outside").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(_folder, "sub"));
            await File.WriteAllTextAsync(Path.Combine(_folder, "file.txt"), "");
            await File.WriteAllTextAsync(Path.Combine(outside, "target.txt"), "secret");
            File.CreateSymbolicLink(Path.Combine(_folder, "linked.txt"), Path.Combine(outside, "target.txt"));
            File.CreateSymbolicLink(Path.Combine(_folder, "dangling"), Path.Combine(outside, "new.txt"));
            Directory.CreateSymbolicLink(Path.Combine(_folder, "linked-folder"), outside);
            int flags = path is "missing.txt" ? 0 : 0x202;
            FileIoResult result = await CallAsync($"open,{Text:x}/{_memory.Put(Text, path + '\0'):x},{flags:x},1b6");
            Assert.That((result.Value, result.ErrorNumber), Is.EqualTo((-1L, errno)));
            Assert.That(Directory.GetFiles(outside), Has.Length.EqualTo(1), "nothing was made outside");
        }
        finally
        {
            Directory.Delete(outside, recursive: true);
        }
    }

    [TestCase("sub/../sub/./deep.txt")]
    [TestCase("sub\\deep.txt")]
    public async Task Open_PathThatStaysInside_IsOpened(string path)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "sub"));
        Assert.That(await OpenAsync(path, 0x201), Is.EqualTo(3));
        Assert.That(File.Exists(Path.Combine(_folder, "sub", "deep.txt")), Is.True);
    }

    [Test]
    public async Task Open_NoFolderChosen_IsRefusedAndTheUserToldOnce()
    {
        using var host = new FileIoHost(null, new ProgramConsole(_ => { }), _warnings.Add, new ManualTime());
        for (int count = 0; count < 2; count++)
        {
            string packet = $"Fopen,{Text:x}/{_memory.Put(Text, "log.txt\0"):x},601,1b6";
            Assert.That(FileIoRequest.TryParse(Encoding.Latin1.GetBytes(packet), out FileIoRequest request), Is.True);
            Assert.That((await host.HandleAsync(request, _memory, default)).ErrorNumber, Is.EqualTo(13));
        }

        Assert.That(_warnings, Has.Count.EqualTo(1));
        Assert.That(_warnings[0], Does.Contain("log.txt").And.Contain("\"folder\""));
    }

    // call | errno: EXCL of a file that exists, descriptors that are not open, write to a read-only file, seek to nowhere, unknown calls
    [TestCase("open,100/9,a02,1b6", 17)]
    [TestCase("close,7", 9)]
    [TestCase("close,-1", 9)]
    [TestCase("read,7,1000,4", 9)]
    [TestCase("read,1,1000,4", 9)]
    [TestCase("write,3,1000,4", 9)]
    [TestCase("lseek,3,-1,0", 22)]
    [TestCase("lseek,3,0,9", 22)]
    [TestCase("lseek,1,0,0", 29)]
    [TestCase("read,3,900000,4", 14)]
    [TestCase("read,3,1000,-1", 22)]
    [TestCase("read,3,1000", 22)]
    [TestCase("read,3,xyz,4", 22)]
    [TestCase("read,3,1000,ffffffffffffffff", 22)]
    [TestCase("open,100,0,0", 22)]
    [TestCase("open,100/fffff,0,0", 91)]
    [TestCase("open,900000/8,0,0", 14)]
    [TestCase("isatty,9", 9)]
    [TestCase("fstat,9,1000", 9)]
    [TestCase("system,100/9", 1)]
    [TestCase("fork", 88)]
    [TestCase("unlink,400/8", 2)]
    [TestCase("rename,400/8,100/9", 2)]
    [TestCase("stat,400/8,1000", 2)]
    public async Task Call_ThatCannotBe_FailsWithItsErrno(string call, int errno)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "file.txt"), "text");
        await OpenAsync("file.txt", 0);
        _memory.Put(Second, "absent\0\0");
        FileIoResult result = await CallAsync(call);
        Assert.That((result.Value, result.ErrorNumber), Is.EqualTo((-1L, errno)));
    }

    [Test]
    public async Task RenameUnlinkStat_AFile_DoWhatTheySay()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "a.txt"), "12345");
        _memory.Put(Text, "a.txt\0");
        _memory.Put(Second, "b.txt\0");
        Assert.That(await ValueAsync($"rename,{Text:x}/6,{Second:x}/6"), Is.Zero);
        Assert.That(await ValueAsync($"stat,{Second:x}/6,{Buffer:x}"), Is.Zero);
        Assert.That(StatusOf(Buffer), Is.EqualTo((0x8180u, 5ul)));
        await OpenAsync("b.txt", 0);
        Assert.That(await ValueAsync($"fstat,3,{Buffer + 0x100:x}"), Is.Zero);
        Assert.That(StatusOf(Buffer + 0x100), Is.EqualTo((0x8180u, 5ul)));
        Assert.That(await ValueAsync($"fstat,1,{Buffer + 0x200:x}"), Is.Zero);
        Assert.That(StatusOf(Buffer + 0x200).Mode & 0xF000, Is.EqualTo(0x2000), "a character device");
        Assert.That(await ValueAsync($"unlink,{Second:x}/6"), Is.Zero);
        Assert.That(Directory.GetFiles(_folder), Is.Empty);
    }

    [Test]
    public async Task GetTimeOfDay_AtTheEpochPlusATick_WritesSecondsAndMicroseconds()
    {
        var time = new ManualTime();
        time.Advance(TimeSpan.FromSeconds(0x1234) + TimeSpan.FromMicroseconds(7));
        using var host = new FileIoHost(null, new ProgramConsole(_ => { }), _warnings.Add, time);
        Assert.That(FileIoRequest.TryParse("Fgettimeofday,1000,0"u8, out FileIoRequest request), Is.True);
        await host.HandleAsync(request, _memory, default);
        Assert.That(_memory.Bytes(Buffer, 12), Is.EqualTo((byte[])[0, 0, 0x12, 0x34, 0, 0, 0, 0, 0, 0, 0, 7]));
    }

    [Test]
    public async Task IsattyAndSystem_Asked_TellConsoleAndNoShell()
    {
        await OpenAsync("new.txt", 0x202);
        Assert.That(await ValueAsync("isatty,1"), Is.EqualTo(1));
        Assert.That(await ValueAsync("isatty,3"), Is.Zero);
        // As OpenOCD asks: by the address of a word with the descriptor.
        _memory.Put(Buffer, "\u0003\0\0\0\u0002\0\0\0\u0009\0\0\0");
        Assert.That(await ValueAsync($"isatty,{Buffer:x}"), Is.Zero);
        Assert.That(await ValueAsync($"isatty,{Buffer + 4:x}"), Is.EqualTo(1));
        Assert.That((await CallAsync($"isatty,{Buffer + 8:x}")).ErrorNumber, Is.EqualTo(9));
        Assert.That(await ValueAsync("system,0/0"), Is.Zero);
    }

    [Test]
    public async Task Write_ToTheConsole_PutsSplitCharactersTogether()
    {
        _memory.Put(Buffer, [0xc3]);
        await ValueAsync($"write,1,{Buffer:x},1");
        _memory.Put(Buffer, [0xa4, (byte)'!']);
        await ValueAsync($"write,2,{Buffer:x},2");
        Assert.That(_printed.ToString(), Is.EqualTo("ä!"));
    }

    [Test]
    public async Task Read_FromTheConsole_WaitsForALineAndGivesItInParts()
    {
        Task<FileIoResult> reading = CallAsync($"read,0,{Buffer:x},4");
        while (!_host.Console.IsWaiting) await Task.Yield();
        Assert.That(reading.IsCompleted, Is.False);
        _host.Console.Type("hello");
        Assert.That((await reading).Value, Is.EqualTo(4));
        Assert.That(await ValueAsync($"read,0,{Buffer + 4:x},40"), Is.EqualTo(2));
        Assert.That(_memory.Get(Buffer, 6), Is.EqualTo("hello\n"));
    }

    [Test]
    public async Task Read_FromTheConsoleInterrupted_SaysSo()
    {
        using var interrupt = new CancellationTokenSource();
        Assert.That(FileIoRequest.TryParse("Fread,0,1000,4"u8, out FileIoRequest request), Is.True);
        Task<FileIoResult> reading = _host.HandleAsync(request, _memory, interrupt.Token);
        await interrupt.CancelAsync();
        Assert.That(await reading, Is.EqualTo(new FileIoResult(-1, 4, IsInterrupted: true)));
    }

    [Test]
    public async Task Open_MoreThanFits_FailsAndTheRestGoesOn()
    {
        for (int count = 0; count < 64; count++) Assert.That(await OpenAsync("same.txt", 0x202), Is.EqualTo(count + 3));
        FileIoResult refused = await CallAsync($"open,{Text:x}/{_memory.Put(Text, "same.txt\0"):x},202,1b6");
        Assert.That(refused.ErrorNumber, Is.EqualTo(24));
        await ValueAsync("close,a");
        Assert.That(await OpenAsync("same.txt", 0x202), Is.EqualTo(10));
    }

    private Task<long> OpenAsync(string path, int flags) => ValueAsync($"open,{Text:x}/{_memory.Put(Text, path + '\0'):x},{flags:x},1b6");

    private async Task<long> ValueAsync(string call)
    {
        FileIoResult result = await CallAsync(call);
        Assert.That(result.ErrorNumber, Is.Zero, call);
        return result.Value;
    }

    private Task<FileIoResult> CallAsync(string call)
    {
        Assert.That(FileIoRequest.TryParse(Encoding.Latin1.GetBytes("F" + call), out FileIoRequest request), Is.True, call);
        return _host.HandleAsync(request, _memory, default);
    }

    private (uint Mode, ulong Size) StatusOf(int address) =>
        (BinaryPrimitives.ReadUInt32BigEndian(_memory.Bytes(address + 8, 4)), BinaryPrimitives.ReadUInt64BigEndian(_memory.Bytes(address + 28, 8)));

    private sealed class MemoryStub : IFileIoMemory
    {
        private readonly byte[] _bytes = new byte[0x80000];

        public int Put(int address, string text) => Put(address, Encoding.UTF8.GetBytes(text));

        public int Put(int address, byte[] bytes)
        {
            bytes.CopyTo(_bytes, address);
            return bytes.Length;
        }

        public byte[] Bytes(int address, int size) => _bytes[address..(address + size)];

        public string Get(int address, int size) => Encoding.UTF8.GetString(_bytes, address, size);

        public ValueTask<int> ReadAsync(TargetAddress address, Memory<byte> destination, CancellationToken cancellationToken)
        {
            if (address.Value >= (ulong)_bytes.Length) throw new RspRefusedException("m", new StubError(14), "None.");
            int size = Math.Min(destination.Length, _bytes.Length - (int)address.Value);
            _bytes.AsMemory((int)address.Value, size).CopyTo(destination);
            return new(size);
        }

        public ValueTask WriteAsync(TargetAddress address, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
        {
            if (address.Value + (ulong)data.Length > (ulong)_bytes.Length) throw new RspRefusedException("M", new StubError(14), "None.");
            data.CopyTo(_bytes.AsMemory((int)address.Value));
            return default;
        }
    }
}
