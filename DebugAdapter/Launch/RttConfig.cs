using System.Text.Json.Serialization;

namespace RspDebug.DebugAdapter.Launch;

/// <summary>SEGGER RTT.</summary>
public sealed record RttConfig
{
    /// <summary>Serve RTT.</summary>
    public bool Enabled { get; init; }

    /// <summary>The address of the control block; <c>auto</c> takes the symbol <c>_SEGGER_RTT</c> of the ELF.</summary>
    public string Address { get; init; } = "auto";

    /// <summary>How many bytes to search from <c>address</c>; 0 expects the block right there.</summary>
    public int SearchSize { get; init; }

    /// <summary>The text that marks the control block.</summary>
    public string SearchId { get; init; } = "SEGGER RTT";

    /// <summary>Clear the mark before the target runs, so that a block of an earlier run is not taken for a new one.</summary>
    public bool ClearSearch { get; init; } = true;

    /// <summary>Milliseconds between two looks at the channels. Default: as fast as the link allows without slowing the session.</summary>
    [JsonPropertyName("polling_interval")]
    public int? PollingInterval { get; init; }

    /// <summary>Milliseconds between two tries to find the control block; 0 tries once.</summary>
    [JsonPropertyName("rtt_start_retry")]
    public int StartRetry { get; init; } = 1000;

    /// <summary>What is done with each channel.</summary>
    public IReadOnlyList<TraceDecoder> Decoders { get; init; } = [];
}
