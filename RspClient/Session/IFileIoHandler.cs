using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Session;

/// <summary>Carries out File-I/O requests of the target.</summary>
public interface IFileIoHandler
{
    /// <summary>Carries out one call while the target waits.</summary>
    /// <param name="request">The call.</param>
    /// <param name="memory">Target memory, for buffers and path names; usable until the task ends.</param>
    /// <param name="cancellationToken">The user wants to stop.</param>
    Task<FileIoResult> HandleAsync(FileIoRequest request, IFileIoMemory memory, CancellationToken cancellationToken);
}
