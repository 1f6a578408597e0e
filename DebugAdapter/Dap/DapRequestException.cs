namespace RspDebug.DebugAdapter.Dap;

/// <summary>A request that cannot be answered, with the text the user sees.</summary>
/// <param name="id">The stable id.</param>
/// <param name="message">What is wrong and what to do, in one or two sentences.</param>
/// <param name="inner">What led to it, for the log.</param>
public sealed class DapRequestException(ErrorId id, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The stable id of the error.</summary>
    public ErrorId Id { get; } = id;
}
