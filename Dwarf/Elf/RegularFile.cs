using Microsoft.Win32.SafeHandles;

namespace RspDebug.Dwarf.Elf;

/// <summary>Opens files that a user names, and refuses what only looks like one: to open a named pipe waits for a writer for ever, and a device has no end.</summary>
public static class RegularFile
{
    /// <summary>Opens a file for reading; others may go on writing and deleting it.</summary>
    /// <param name="path">Path of the file; symbolic links are followed.</param>
    /// <exception cref="IOException">It is missing, cannot be read, or is a directory, a pipe, a socket or a device; the message says which.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static SafeFileHandle Open(string path)
    {
        if (Directory.Exists(path)) throw new IOException("It is a directory, not a file.");
        if (OperatingSystem.IsLinux() && LinuxFile.NameOfOtherKind(path) is { } kind) throw new IOException($"It is {kind}, not a file.");
        return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">Path of the file; symbolic links are followed.</param>
    /// <exception cref="IOException">As for <see cref="Open"/>, or it became shorter while it was read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static byte[] ReadAllBytes(string path)
    {
        using SafeFileHandle file = Open(path);
        return ReadAllBytes(file);
    }

    internal static byte[] ReadAllBytes(SafeFileHandle file)
    {
        long length = RandomAccess.GetLength(file);
        if (length > Array.MaxLength) throw new IOException($"It has {length} bytes; at most {Array.MaxLength} can be read.");
        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)length);
        Fill(file, bytes);
        return bytes;
    }

    internal static void Fill(SafeFileHandle file, Span<byte> destination)
    {
        for (int done = 0; done < destination.Length;)
        {
            int read = RandomAccess.Read(file, destination[done..], done);
            if (read == 0) throw new IOException($"It ends after {done} of {destination.Length} bytes: something writes it at this moment.");
            done += read;
        }
    }
}
