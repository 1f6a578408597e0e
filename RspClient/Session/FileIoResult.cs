namespace RspDebug.RspClient.Session;

/// <summary>The result of a File-I/O call.</summary>
/// <param name="Value">The return value; -1 when it failed.</param>
/// <param name="ErrorNumber">The errno of the File-I/O protocol when it failed, else 0.</param>
/// <param name="IsInterrupted">True to stop the target because the user asked for it.</param>
/// <remarks>GDB manual, "Errno Values". It has no ENOSYS; 88 is the number newlib uses.</remarks>
public readonly record struct FileIoResult(long Value, int ErrorNumber = 0, bool IsInterrupted = false)
{
    /// <summary>"Function not implemented".</summary>
    public static FileIoResult NotImplemented { get; } = new(-1, 88);
}
