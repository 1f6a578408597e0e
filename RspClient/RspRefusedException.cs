using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient;

/// <summary>The stub refuses a request with <c>Exx</c>, or does not know it (empty reply). The session goes on.</summary>
public sealed class RspRefusedException : RspException
{
    /// <summary>Creates the exception for one refused packet.</summary>
    /// <param name="packet">The refused packet, shortened for display.</param>
    /// <param name="error">The stub's error, or null when it does not know the packet.</param>
    /// <param name="advice">The next action, as a sentence.</param>
    public RspRefusedException(string packet, StubError? error, string advice)
        : base(error is { } known ? $"The stub refused with {known}" : "The stub does not support this packet", packet, advice, null)
    {
        Packet = packet;
        Error = error;
    }

    /// <summary>The refused packet, shortened for display.</summary>
    public string Packet { get; }

    /// <summary>The stub's error; null when the reply was empty, which means "unknown packet".</summary>
    public StubError? Error { get; }
}
