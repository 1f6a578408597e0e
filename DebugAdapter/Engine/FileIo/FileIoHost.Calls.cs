using System.Buffers.Binary;
using RspDebug.RspClient;

namespace RspDebug.DebugAdapter.Engine.FileIo;

// The calls one by one (GDB manual, "List of Supported Calls").
internal sealed partial class FileIoHost
{
    private const int PieceInBytes = 64 * 1024;
    private const int AppendFlag = 8, AccessMask = 3;

    // Files are few; what is above is an address.
    private const int HighestDescriptor = 0xFFF;

    private async ValueTask<long> OpenAsync(FileIoArguments arguments, CancellationToken cancellationToken)
    {
        string path = await arguments.TextAsync(0, cancellationToken).ConfigureAwait(false);
        long flags = arguments.Number(1);
        if (path == ConsoleFile) return (flags & AccessMask) == 0 ? 0 : (flags & AppendFlag) == 0 ? 1 : 2;
        return _files.Open(Resolve(path), flags);
    }

    private long Close(long descriptor)
    {
        if (!IsConsole(descriptor)) _files.Close(descriptor);
        return 0;
    }

    private async ValueTask<long> ReadAsync(FileIoArguments arguments, CancellationToken cancellationToken)
    {
        (long descriptor, TargetAddress buffer, int size) = (arguments.Number(0), arguments.Address(1), arguments.Size(2));
        if (size == 0) return 0;
        if (IsConsole(descriptor))
        {
            if (descriptor != 0) throw new FileIoException(FileIoErrno.BadDescriptor);
            ReadOnlyMemory<byte> typed = await console.ReadAsync(size, cancellationToken).ConfigureAwait(false);
            await arguments.Memory.WriteAsync(buffer, typed, CancellationToken.None).ConfigureAwait(false);
            return typed.Length;
        }

        FileStream file = _files[descriptor];
        if (!file.CanRead) throw new FileIoException(FileIoErrno.BadDescriptor);
        byte[] piece = new byte[Math.Min(size, PieceInBytes)];
        int done = 0;
        while (done < size)
        {
            int count = file.Read(piece, 0, Math.Min(piece.Length, size - done));
            if (count == 0) break;
            await arguments.Memory.WriteAsync(buffer + done, piece.AsMemory(0, count), CancellationToken.None).ConfigureAwait(false);
            done += count;
        }

        return done;
    }

    private async ValueTask<long> WriteAsync(FileIoArguments arguments, CancellationToken cancellationToken)
    {
        (long descriptor, TargetAddress buffer, int size) = (arguments.Number(0), arguments.Address(1), arguments.Size(2));
        // A read-only console is as good as the other two: firmware that swaps them is heard all the same.
        FileStream? file = IsConsole(descriptor) ? null : _files.ForWriting(descriptor);
        byte[] piece = new byte[Math.Min(size, PieceInBytes)];
        int done = 0;
        while (done < size)
        {
            Memory<byte> part = piece.AsMemory(0, Math.Min(piece.Length, size - done));
            int count = await arguments.Memory.ReadAsync(buffer + done, part, CancellationToken.None).ConfigureAwait(false);
            if (file is null) console.Print(part.Span[..count]);
            else file.Write(part.Span[..count]);
            done += count;
            if (count < part.Length) break;
        }

        return done == 0 && size > 0 ? throw new FileIoException(FileIoErrno.BadAddress) : done;
    }

    private long Seek(FileIoArguments arguments)
    {
        if (IsConsole(arguments.Number(0))) throw new FileIoException(FileIoErrno.NotSeekable);
        FileStream file = _files[arguments.Number(0)];
        long offset = arguments.Number(1);
        long origin = arguments.Number(2) switch
        {
            0 => 0,
            1 => file.Position,
            2 => file.Length,
            _ => throw new FileIoException(FileIoErrno.Invalid),
        };
        if (origin + offset < 0 || origin > long.MaxValue - Math.Max(0, offset)) throw new FileIoException(FileIoErrno.Invalid);
        return file.Position = origin + offset;
    }

    // A descriptor that is not open is an error, not a file.
    private async ValueTask<long> IsTerminalAsync(FileIoArguments arguments, CancellationToken cancellationToken)
    {
        long descriptor = arguments.Number(0);
        if (descriptor > HighestDescriptor)
        {
            // OpenOCD 0.12 gives the address of the firmware's block, whose first word is the descriptor (semihosting_common.c, SEMIHOSTING_SYS_ISTTY).
            byte[] word = new byte[sizeof(uint)];
            if (await arguments.Memory.ReadAsync(arguments.Address(0), word, cancellationToken).ConfigureAwait(false) < word.Length) throw new FileIoException(FileIoErrno.BadDescriptor);
            descriptor = BinaryPrimitives.ReadUInt32LittleEndian(word);
        }

        return IsConsole(descriptor) || _files[descriptor] is null ? 1 : 0;
    }

    private async ValueTask<long> RenameAsync(FileIoArguments arguments, CancellationToken cancellationToken)
    {
        string from = await PlaceAsync(arguments, 0, cancellationToken).ConfigureAwait(false);
        string to = await PlaceAsync(arguments, 1, cancellationToken).ConfigureAwait(false);
        if (Directory.Exists(from) || Directory.Exists(to)) throw new FileIoException(FileIoErrno.IsFolder);
        File.Move(from, to, overwrite: true);
        return 0;
    }

    private async ValueTask<long> UnlinkAsync(FileIoArguments arguments, CancellationToken cancellationToken)
    {
        string place = await PlaceAsync(arguments, 0, cancellationToken).ConfigureAwait(false);
        if (Directory.Exists(place)) throw new FileIoException(FileIoErrno.IsFolder);
        if (!File.Exists(place)) throw new FileIoException(FileIoErrno.NotFound);
        File.Delete(place);
        return 0;
    }

    private async ValueTask<long> StatAsync(FileIoArguments arguments, CancellationToken cancellationToken)
    {
        string place = await PlaceAsync(arguments, 0, cancellationToken).ConfigureAwait(false);
        FileSystemInfo info = Directory.Exists(place) ? new DirectoryInfo(place) : new FileInfo(place);
        if (!info.Exists) throw new FileIoException(FileIoErrno.NotFound);
        await arguments.Memory.WriteAsync(arguments.Address(1), FileStatus.Describe(info), CancellationToken.None).ConfigureAwait(false);
        return 0;
    }

    private async ValueTask<long> FstatAsync(FileIoArguments arguments, CancellationToken cancellationToken)
    {
        long descriptor = arguments.Number(0);
        byte[] status = IsConsole(descriptor) ? FileStatus.DescribeConsole() : FileStatus.Describe(new FileInfo(_files[descriptor].Name));
        await arguments.Memory.WriteAsync(arguments.Address(1), status, cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private async ValueTask<long> TimeOfDayAsync(FileIoArguments arguments, CancellationToken cancellationToken)
    {
        await arguments.Memory.WriteAsync(arguments.Address(0), FileStatus.TimeOfDay(time.GetUtcNow()), cancellationToken).ConfigureAwait(false);
        return 0;
    }
}
