using RspDebug.RspClient;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;

namespace RspDebug.DebugAdapter.Engine.FileIo;

/// <summary>Serves the file and console calls that the firmware makes through the server (semihosting by <c>F</c> packets).</summary>
/// <param name="folder">Where its files are; null refuses them, and the console alone is served.</param>
/// <param name="console">Its console.</param>
/// <param name="warn">Tells the user, once, that files are refused.</param>
/// <param name="time">The clock of <c>gettimeofday</c>.</param>
/// <param name="firstDescriptor">The lowest number of a file.</param>
/// <remarks>GDB manual, "File-I/O Remote Protocol Extension".</remarks>
internal sealed partial class FileIoHost(FileIoFolder? folder, ProgramConsole console, Action<string> warn, TimeProvider time, int firstDescriptor = OpenFiles.First) : IFileIoHandler, IDisposable
{
    // The console's name in Arm semihosting, by mode of opening (Semihosting for AArch32, SYS_OPEN).
    private const string ConsoleFile = ":tt";
    private readonly OpenFiles _files = new(firstDescriptor);
    private bool _hasWarned;

    /// <summary>The firmware's console.</summary>
    public ProgramConsole Console => console;

    /// <inheritdoc/>
    public async Task<FileIoResult> HandleAsync(FileIoRequest request, IFileIoMemory memory, CancellationToken cancellationToken)
    {
        // Off the thread that reads the link: a disk may be slow.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            return new FileIoResult(await CarryOutAsync(request.Call, new FileIoArguments(request, memory), cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            return new FileIoResult(-1, (int)FileIoErrno.Interrupted, IsInterrupted: true);
        }
        catch (FileIoException failed)
        {
            return new FileIoResult(-1, (int)failed.Errno);
        }
        catch (RspRefusedException)
        {
            return new FileIoResult(-1, (int)FileIoErrno.BadAddress);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new FileIoResult(-1, (int)ErrnoOf(failed));
        }
    }

    /// <summary>Closes what the firmware left open: it starts anew.</summary>
    public void CloseAll() => _files.Dispose();

    /// <inheritdoc/>
    public void Dispose() => _files.Dispose();

    private ValueTask<long> CarryOutAsync(string call, FileIoArguments arguments, CancellationToken cancellationToken) => call switch
    {
        "open" => OpenAsync(arguments, cancellationToken),
        "close" => new(Close(arguments.Number(0))),
        "read" => ReadAsync(arguments, cancellationToken),
        "write" => WriteAsync(arguments, cancellationToken),
        "lseek" => new(Seek(arguments)),
        "rename" => RenameAsync(arguments, cancellationToken),
        "unlink" => UnlinkAsync(arguments, cancellationToken),
        "stat" => StatAsync(arguments, cancellationToken),
        "fstat" => FstatAsync(arguments, cancellationToken),
        "gettimeofday" => TimeOfDayAsync(arguments, cancellationToken),
        "isatty" => IsTerminalAsync(arguments, cancellationToken),
        // Without a command it asks whether there is a shell: there is none for firmware.
        "system" => arguments.TextLength(0) == 0 ? new(0L) : throw new FileIoException(FileIoErrno.NotPermitted),
        _ => throw new FileIoException(FileIoErrno.NotImplemented),
    };

    private async ValueTask<string> PlaceAsync(FileIoArguments arguments, int index, CancellationToken cancellationToken) =>
        Resolve(await arguments.TextAsync(index, cancellationToken).ConfigureAwait(false));

    private string Resolve(string path)
    {
        if (folder is not null) return folder.Resolve(path);
        if (!_hasWarned)
            warn($"The firmware asks for the file \"{path}\", and has no folder for its files. Set \"semihosting\": {{ \"folder\": ... }} in the launch configuration to let it use one.\n");
        _hasWarned = true;
        throw new FileIoException(FileIoErrno.AccessDenied);
    }

    private static bool IsConsole(long descriptor) => descriptor is >= 0 and < OpenFiles.First;

    private static FileIoErrno ErrnoOf(Exception failed) => failed switch
    {
        FileNotFoundException or DirectoryNotFoundException => FileIoErrno.NotFound,
        PathTooLongException => FileIoErrno.NameTooLong,
        UnauthorizedAccessException => FileIoErrno.AccessDenied,
        // ENOSPC of Unix, ERROR_DISK_FULL of Windows.
        IOException when (failed.HResult & 0xFFFF) is 28 or 112 => FileIoErrno.NoSpace,
        ArgumentException or NotSupportedException => FileIoErrno.Invalid,
        _ => FileIoErrno.Unknown,
    };
}
