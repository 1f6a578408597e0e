namespace RspDebug.DebugAdapter.Launch;

/// <summary>What is done with one RTT channel or ITM stimulus port.</summary>
public sealed record TraceDecoder
{
    /// <summary><c>console</c> (text), <c>binary</c> (numbers), <c>graph</c>, or <c>advanced</c>.</summary>
    public string Type { get; init; } = "console";

    /// <summary>The channel or stimulus port.</summary>
    public int Port { get; init; }

    /// <summary>The name of its view.</summary>
    public string? Label { get; init; }

    /// <summary>The number format of binary data: <c>unsigned</c>, <c>signed</c>, <c>float</c> or <c>Q16.16</c>.</summary>
    public string? Encoding { get; init; }

    /// <summary>Numbers are multiplied by this.</summary>
    public double? Scale { get; init; }

    /// <summary>The graph that numbers go to.</summary>
    public string? GraphId { get; init; }

    /// <summary>The file that everything is written to as well.</summary>
    public string? Logfile { get; init; }

    /// <summary>Show the view when the session starts.</summary>
    public bool? ShowOnStartup { get; init; }

    /// <summary>Put the time before each line.</summary>
    public bool? Timestamp { get; init; }

    /// <summary>Clear the view when the session starts.</summary>
    public bool? Clear { get; init; }

    /// <summary>The prompt of an RTT terminal.</summary>
    public string? Prompt { get; init; }

    /// <summary>Show no prompt.</summary>
    public bool? Noprompt { get; init; }

    /// <summary>How input goes to the target: <c>cooked</c> (by line), <c>raw</c>, <c>rawecho</c> or <c>disabled</c>.</summary>
    public string? Inputmode { get; init; }
}
