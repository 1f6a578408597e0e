using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace RspDebug.Dwarf.Elf;

/// <summary>What Linux offers for files and .NET does not: their kind before they are opened, leases, and a mapping that is exchanged in one step.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class LinuxFile
{
    /// <summary>SIGIO, "the lease must be given back" (fcntl(2), F_SETLEASE), on all processors that .NET runs on.</summary>
    public const PosixSignal LeaseSignal = (PosixSignal)29;

    // fcntl(2).
    private const int SetLease = 1024, GetLease = 1025, ReadLease = 0, NoLease = 2;

    // mmap(2), mremap(2).
    private const int Readable = 1, Writable = 2, Shared = 1, Private = 2, Anonymous = 0x20, MayMove = 1, ToFixedAddress = 2;

    // statx(2): struct statx has one layout everywhere, its mode at 28. inode(7): the kind is in the top four bits of the mode.
    private const int CurrentFolder = -100, StatxSizeInBytes = 256, ModeOffset = 28, TypeMask = 1, KindMask = 0xF000;

    /// <summary>What a path leads to, with its article, when that is neither a file nor a directory; null otherwise, and where the system does not tell.</summary>
    public static string? NameOfOtherKind(string path)
    {
        byte* status = stackalloc byte[StatxSizeInBytes];
        try
        {
            return statx(CurrentFolder, path, 0, TypeMask, status) != 0 ? null : (*(ushort*)(status + ModeOffset) & KindMask) switch
            {
                0x1000 => "a named pipe",
                0x2000 => "a character device",
                0x6000 => "a block device",
                0xC000 => "a socket",
                _ => null,
            };
        }
        catch (EntryPointNotFoundException)
        {
            return null; // a C library without statx
        }
    }

    /// <summary>Asks to be told, by <see cref="LeaseSignal"/>, before anybody writes or truncates the file; he waits until the lease is given back.</summary>
    /// <returns>False when somebody has it open for writing, it is another user's, or its file system has no leases.</returns>
    public static bool TryLease(SafeFileHandle file) => fcntl(file, SetLease, ReadLease) == 0;

    /// <summary>Whether somebody waits for the lease.</summary>
    public static bool IsLeaseAskedBack(SafeFileHandle file) => fcntl(file, GetLease, 0) == NoLease;

    /// <summary>Gives the lease back.</summary>
    public static void EndLease(SafeFileHandle file) => _ = fcntl(file, SetLease, NoLease);

    /// <summary>Maps a file for reading.</summary>
    /// <returns>Where; null when there is no room.</returns>
    public static byte* Map(SafeFileHandle file, nuint length)
    {
        bool added = false;
        try
        {
            file.DangerousAddRef(ref added);
            return OrNull(mmap(null, length, Readable, Shared, (int)file.DangerousGetHandle(), 0));
        }
        finally
        {
            if (added) file.DangerousRelease();
        }
    }

    /// <summary>Memory of the same form, filled with zeros.</summary>
    /// <returns>Where; null when there is no room.</returns>
    public static byte* Reserve(nuint length) => OrNull(mmap(null, length, Readable | Writable, Private | Anonymous, -1, 0));

    /// <summary>Puts memory in the place of a mapping; who reads there meanwhile sees the one or the other.</summary>
    public static bool TryReplace(byte* mapping, byte* memory, nuint length) => mremap(memory, length, length, MayMove | ToFixedAddress, mapping) == mapping;

    /// <summary>Ends a mapping.</summary>
    public static void Unmap(byte* mapping, nuint length) => _ = munmap(mapping, length);

    private static byte* OrNull(byte* mapped) => mapped == (byte*)-1 ? null : mapped;

    [DllImport("libc", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte* status);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fcntl(SafeFileHandle file, int command, int argument);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern byte* mmap(byte* address, nuint length, int protection, int flags, int file, nint offset);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern byte* mremap(byte* from, nuint length, nuint newLength, int flags, byte* to);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int munmap(byte* address, nuint length);
}
