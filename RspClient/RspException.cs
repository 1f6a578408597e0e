namespace RspDebug.RspClient;

/// <summary>The base of everything this library throws about the link or the stub: what happened, where, and what to do.</summary>
public abstract class RspException : Exception
{
    private protected RspException(string what, string where, string advice, Exception? inner)
        : base($"{what} at {where}. {advice}", inner)
    {
        What = what;
        Where = where;
        Advice = advice;
    }

    /// <summary>The fault in one clause, without a full stop.</summary>
    public string What { get; }

    /// <summary>The packet or the endpoint where it was met.</summary>
    public string Where { get; }

    /// <summary>The next action for the user, as a sentence.</summary>
    public string Advice { get; }
}
