namespace RspDebug.RspClient;

/// <summary>The link is lost. It ends the session: every later call throws the same exception.</summary>
public sealed class RspTransportException : RspException
{
    /// <summary>Creates the exception for one lost link.</summary>
    /// <param name="failure">Why the link is lost.</param>
    /// <param name="what">The fault in one clause.</param>
    /// <param name="where">The endpoint, or the packet that got no answer.</param>
    /// <param name="advice">The next action, as a sentence.</param>
    /// <param name="inner">The operating system's error, when there is one.</param>
    public RspTransportException(TransportFailure failure, string what, string where, string advice, Exception? inner = null)
        : base(what, where, advice, inner) => Failure = failure;

    /// <summary>Why the link is lost.</summary>
    public TransportFailure Failure { get; }
}
