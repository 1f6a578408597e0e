using RspDebug.DebugAdapter.Engine.Benchmark.Results;

namespace RspDebug.DebugAdapter.Engine.LinkAnalysis;

/// <summary>Figures of the requests of one kind.</summary>
internal sealed class KindStatistics
{
    /// <summary>Requests.</summary>
    public long Requests { get; private set; }

    /// <summary>Those without a reply.</summary>
    public long Unanswered { get; private set; }

    /// <summary>Those refused with an error.</summary>
    public long Refused { get; private set; }

    /// <summary>How often they were sent again.</summary>
    public long Repeats { get; private set; }

    /// <summary>Bytes of requests and replies, decoded.</summary>
    public long PayloadInBytes { get; private set; }

    /// <summary>From request to reply, where the log has times.</summary>
    public Histogram LatencyUs { get; } = new();

    /// <summary>The one that took longest.</summary>
    public Exchange? Slowest { get; private set; }

    /// <summary>Counts a request.</summary>
    public void Count(Exchange exchange)
    {
        Requests++;
        Repeats += exchange.Repeats;
        PayloadInBytes += exchange.Request.Payload.Length + (exchange.Reply?.Payload.Length ?? 0);
        if (exchange.Reply is not { } reply)
        {
            if (!RequestKind.NeedsNoReply(exchange.Name)) Unanswered++;
            return;
        }

        if (reply.Payload is [(byte)'E', _, _] && exchange.Fits(reply)) Refused++;
        if (exchange.Latency is not { } latency) return;
        LatencyUs.Add(Math.Max(latency.TotalMicroseconds, 0));
        // Where packets were lost, it was not the server that was slow.
        if (exchange.Repeats > 0 || exchange.WasAskedAgain) return;
        if (Slowest?.Latency is not { } slowest || latency > slowest) Slowest = exchange;
    }
}
