namespace RspDebug.RspClient;

/// <summary>A well-framed reply, or an XML document of the stub, breaks the protocol. The session goes on.</summary>
public sealed class RspProtocolException : RspException
{
    /// <summary>Creates the exception from its three parts.</summary>
    /// <param name="what">The fault in one clause.</param>
    /// <param name="where">The packet, or document with line and column.</param>
    /// <param name="advice">The next action, as a sentence.</param>
    /// <param name="inner">The cause, when another component found the fault.</param>
    public RspProtocolException(string what, string where, string advice, Exception? inner = null)
        : base(what, where, advice, inner)
    {
    }
}
