namespace RspDebug.DebugAdapter.Engine.FileIo;

/// <summary>The error numbers of the File-I/O protocol, which are its own on every host.</summary>
/// <remarks>GDB manual, "Errno Values".</remarks>
internal enum FileIoErrno
{
    /// <summary>EPERM: not allowed.</summary>
    NotPermitted = 1,

    /// <summary>ENOENT: there is no such file.</summary>
    NotFound = 2,

    /// <summary>EINTR: the user interrupted the call.</summary>
    Interrupted = 4,

    /// <summary>EBADF: no such descriptor, or not open for this.</summary>
    BadDescriptor = 9,

    /// <summary>EACCES: not accessible; also for paths that lead out of the folder.</summary>
    AccessDenied = 13,

    /// <summary>EFAULT: the target's memory cannot be read or written there.</summary>
    BadAddress = 14,

    /// <summary>EEXIST: it exists already.</summary>
    Exists = 17,

    /// <summary>ENOTDIR: a file where a folder should be.</summary>
    NotFolder = 20,

    /// <summary>EISDIR: a folder where a file should be.</summary>
    IsFolder = 21,

    /// <summary>EINVAL: a value out of range.</summary>
    Invalid = 22,

    /// <summary>EMFILE: too many open files.</summary>
    TooManyFiles = 24,

    /// <summary>ENOSPC: no room on the disk.</summary>
    NoSpace = 28,

    /// <summary>ESPIPE: a console has no position.</summary>
    NotSeekable = 29,

    /// <summary>ENOSYS: no such call. The protocol has no number for it; 88 is newlib's.</summary>
    NotImplemented = 88,

    /// <summary>ENAMETOOLONG: the path is too long.</summary>
    NameTooLong = 91,

    /// <summary>EUNKNOWN: what has no number of its own.</summary>
    Unknown = 9999,
}
