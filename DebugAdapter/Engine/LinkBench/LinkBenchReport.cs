namespace RspDebug.DebugAdapter.Engine.LinkBench;

/// <summary>The result of <c>bench link</c> as it is written: docs/json.md.</summary>
internal sealed record LinkBenchReport
{
    public int Schema { get; init; } = 1;

    public string Kind { get; init; } = "bench-link";

    public required string Server { get; init; }

    public required string Target { get; init; }

    public int PacketSize { get; init; }

    public bool NoAckMode { get; init; }

    public required List<Request> Requests { get; init; }

    /// <summary>Reads of one packet; null when there are too few sizes.</summary>
    public LinkModel? Model { get; init; }

    /// <summary>The same for each kind of access.</summary>
    public required List<LinkModel> Models { get; init; }

    /// <summary>Null when no clock is known.</summary>
    public SwdShare? Swd { get; init; }

    public required List<string> Notes { get; init; }

    public string? Failure { get; init; }

    public bool Restored { get; init; }

    /// <summary>The requests of one kind and size; times in microseconds.</summary>
    public sealed record Request
    {
        public required string Kind { get; init; }

        public int Size { get; init; }

        public int Packets { get; init; }

        public int Count { get; init; }

        public double P50 { get; init; }

        public double P90 { get; init; }

        public double P99 { get; init; }

        public double Max { get; init; }

        public required double[] Median95 { get; init; }

        public double? BytesPerSecond { get; init; }

        public long Timeouts { get; init; }

        public long Retransmits { get; init; }

        public long Naks { get; init; }
    }

    /// <summary>The limit of the wire.</summary>
    public sealed record SwdShare
    {
        public double Khz { get; init; }

        /// <summary><c>option</c> or <c>server</c>.</summary>
        public required string Source { get; init; }

        public int ClocksPerTransaction { get; init; }

        public double LimitPerByteUs { get; init; }

        public double LimitBytesPerSecond { get; init; }

        /// <summary>The fastest read that was measured.</summary>
        public double BestBytesPerSecond { get; init; }

        /// <summary>Of the limit, 0 to 1; null when reads were faster than the clock allows, so that it is not the clock of any wire here.</summary>
        public double? Share { get; init; }

        /// <summary>Clocks in which a word is read on average, by the model's cost of a byte; null where <see cref="Share"/> is.</summary>
        public double? ClocksPerWord { get; init; }
    }
}
