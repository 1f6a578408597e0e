using System.Buffers.Binary;

namespace RspDebug.DebugAdapter.Engine.FileIo;

/// <summary>The <c>struct stat</c> and <c>struct timeval</c> of the protocol: packed and big-endian, whatever the target is.</summary>
/// <remarks>
/// GDB manual, "Protocol-specific Representation of Datatypes". <c>stat</c>: dev ino mode nlink uid gid rdev (4 bytes each), size blksize blocks
/// (8 each), atime mtime ctime (4 each). <c>timeval</c>: seconds (4), microseconds (8).
/// </remarks>
internal static class FileStatus
{
    /// <summary>Bytes of a <c>struct stat</c>.</summary>
    public const int SizeInBytes = 64;

    private const uint RegularFile = 0x8000, Folder = 0x4000, Console = 0x2000;
    private const uint OwnerReadWrite = 0x180, OwnerExecute = 0x40;
    private const uint BlockSizeInBytes = 512;

    /// <summary>Describes a file or folder.</summary>
    public static byte[] Describe(FileSystemInfo info)
    {
        bool isFolder = info is DirectoryInfo;
        long size = info is FileInfo file ? file.Length : 0;
        return Write(isFolder ? Folder | OwnerReadWrite | OwnerExecute : RegularFile | OwnerReadWrite, size, info.LastAccessTimeUtc, info.LastWriteTimeUtc);
    }

    /// <summary>Describes a console descriptor.</summary>
    public static byte[] DescribeConsole() => Write(Console | OwnerReadWrite, 0, DateTime.UnixEpoch, DateTime.UnixEpoch);

    /// <summary>Writes a moment as <c>struct timeval</c>.</summary>
    public static byte[] TimeOfDay(DateTimeOffset now)
    {
        byte[] value = new byte[12];
        BinaryPrimitives.WriteUInt32BigEndian(value, (uint)now.ToUnixTimeSeconds());
        BinaryPrimitives.WriteUInt64BigEndian(value.AsSpan(4), (ulong)(now.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond));
        return value;
    }

    private static byte[] Write(uint mode, long size, DateTime accessed, DateTime modified)
    {
        byte[] value = new byte[SizeInBytes];
        BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(8), mode);
        BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(12), 1);
        BinaryPrimitives.WriteUInt64BigEndian(value.AsSpan(28), (ulong)size);
        BinaryPrimitives.WriteUInt64BigEndian(value.AsSpan(36), BlockSizeInBytes);
        BinaryPrimitives.WriteUInt64BigEndian(value.AsSpan(44), ((ulong)size + BlockSizeInBytes - 1) / BlockSizeInBytes);
        BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(52), Seconds(accessed));
        BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(56), Seconds(modified));
        BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(60), Seconds(modified));
        return value;
    }

    private static uint Seconds(DateTime time) => (uint)Math.Clamp((time - DateTime.UnixEpoch).TotalSeconds, 0, uint.MaxValue);
}
