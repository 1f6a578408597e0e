namespace RspDebug.DebugAdapter.Engine.LinkAnalysis;

/// <summary>A request, how often it was sent, and its reply.</summary>
/// <param name="request">As it was sent first.</param>
internal sealed class Exchange(LinkEvent request)
{
    /// <summary>The request.</summary>
    public LinkEvent Request { get; } = request;

    /// <summary>Its name.</summary>
    public string Name { get; } = RequestKind.NameOf(request.Payload);

    /// <summary>When it was sent last.</summary>
    public LinkEvent LastSent { get; set; } = request;

    /// <summary>How often it was sent again.</summary>
    public int Repeats { get; set; }

    /// <summary>Repeats whose cause is not known yet, and whether the request was acknowledged before.</summary>
    public List<(LinkEvent Sent, bool WasAcked)> Unexplained { get; } = [];

    /// <summary>The client asked for its reply again.</summary>
    public bool WasAskedAgain { get; set; }

    /// <summary>The stub has acknowledged it.</summary>
    public bool IsAcked { get; set; }

    /// <summary>How often the stub asked for it again.</summary>
    public int Naks { get; set; }

    /// <summary>The client went on without its reply.</summary>
    public LinkEvent? GivenUpFor { get; set; }

    /// <summary>The target was asked to stop while it ran.</summary>
    public bool IsInterrupted { get; set; }

    /// <summary>Console packets and keep-alives before its reply.</summary>
    public int Outputs { get; set; }

    /// <summary>Its reply; null while there is none.</summary>
    public LinkEvent? Reply { get; set; }

    /// <summary>From the first sending to the reply, where the log has times.</summary>
    public TimeSpan? Latency => Reply?.Time - Request.Time;

    /// <summary>Whether a payload can be its answer.</summary>
    public bool Fits(LinkEvent reply) => reply.IsOpaque || RequestKind.Fits(Name, Request.Payload, reply.Payload);

    /// <summary>The request in a sentence.</summary>
    public override string ToString() => $"'{LinkLogs.LogText.Shorten(Request.Payload)}'";
}
