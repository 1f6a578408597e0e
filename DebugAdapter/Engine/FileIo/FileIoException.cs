namespace RspDebug.DebugAdapter.Engine.FileIo;

/// <summary>A file call that fails with an error number for the firmware.</summary>
internal sealed class FileIoException(FileIoErrno errno) : Exception($"File call failed with {errno}.")
{
    /// <summary>What the firmware gets in <c>errno</c>.</summary>
    public FileIoErrno Errno { get; } = errno;
}
