namespace RspDebug.DebugAdapter.Engine.FileIo;

/// <summary>The files that the firmware has open, by descriptor. 0, 1 and 2 are its console and stand outside of this table.</summary>
/// <param name="firstDescriptor">The lowest number that is given out.</param>
internal sealed class OpenFiles(int firstDescriptor) : IDisposable
{
    /// <summary>Descriptors below this one are the console.</summary>
    public const int First = 3;

    private const int MaxFiles = 64;
    private const int AccessMask = 3, WriteOnly = 1, ReadWrite = 2, Append = 8, Create = 0x200, Truncate = 0x400, Exclusive = 0x800;

    private readonly SortedDictionary<int, Entry> _files = [];

    /// <summary>Opens a file.</summary>
    /// <param name="place">Where it is on this computer.</param>
    /// <param name="flags">The protocol's flags (GDB manual, "Open Flags").</param>
    /// <exception cref="FileIoException">It cannot be opened.</exception>
    public int Open(string place, long flags)
    {
        if (Directory.Exists(place)) throw new FileIoException(FileIoErrno.IsFolder);
        if (_files.Count >= MaxFiles) throw new FileIoException(FileIoErrno.TooManyFiles);
        bool exists = File.Exists(place), writes = (flags & AccessMask) is WriteOnly or ReadWrite;
        if (exists && (flags & (Create | Exclusive)) == (Create | Exclusive)) throw new FileIoException(FileIoErrno.Exists);
        if (!exists && (flags & Create) == 0) throw new FileIoException(FileIoErrno.NotFound);
        FileAccess access = (flags & AccessMask) switch { WriteOnly => FileAccess.Write, ReadWrite => FileAccess.ReadWrite, _ => FileAccess.Read };
        if (!exists && !writes) File.Create(place).Dispose();
        FileMode mode = writes && (flags & Truncate) != 0 ? FileMode.Create : writes ? FileMode.OpenOrCreate : FileMode.Open;
        var stream = new FileStream(place, mode, access, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        int descriptor = firstDescriptor;
        while (_files.ContainsKey(descriptor)) descriptor++;
        _files.Add(descriptor, new Entry(stream, (flags & Append) != 0));
        return descriptor;
    }

    /// <summary>The stream of a descriptor, for reading or positioning.</summary>
    /// <exception cref="FileIoException">There is none.</exception>
    public FileStream this[long descriptor] => Find(descriptor).Stream;

    /// <summary>The stream of a descriptor, at the place where a write goes.</summary>
    /// <exception cref="FileIoException">There is none, or it is open for reading only.</exception>
    public FileStream ForWriting(long descriptor)
    {
        Entry entry = Find(descriptor);
        if (!entry.Stream.CanWrite) throw new FileIoException(FileIoErrno.BadDescriptor);
        if (entry.Appends) entry.Stream.Seek(0, SeekOrigin.End);
        return entry.Stream;
    }

    /// <summary>Closes a file.</summary>
    public void Close(long descriptor)
    {
        Find(descriptor).Stream.Dispose();
        _files.Remove((int)descriptor);
    }

    /// <summary>Closes all: the session ends, or the firmware starts anew.</summary>
    public void Dispose()
    {
        foreach (Entry entry in _files.Values) entry.Stream.Dispose();
        _files.Clear();
    }

    private Entry Find(long descriptor) =>
        descriptor is >= First and <= int.MaxValue && _files.TryGetValue((int)descriptor, out Entry? entry) ? entry : throw new FileIoException(FileIoErrno.BadDescriptor);

    private sealed record Entry(FileStream Stream, bool Appends);
}
