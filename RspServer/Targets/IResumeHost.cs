namespace RspDebug.RspServer.Targets;

/// <summary>What a running program may ask of the client that set it going.</summary>
public interface IResumeHost
{
    /// <summary>Shows text of the program on the client's console.</summary>
    ValueTask WriteConsoleAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken);

    /// <summary>Has the client carry out a file call (GDB manual, "File-I/O Remote Protocol Extension") and waits for its answer.</summary>
    ValueTask<FileIoReply> CallAsync(FileIoCall call, CancellationToken cancellationToken);
}
