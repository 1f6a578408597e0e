namespace RspDebug.DebugAdapter.Engine.Trace.Sources;

/// <summary>How a trace port is connected to.</summary>
internal sealed record TcpTraceOptions
{
    /// <summary>How long the first connection is tried for; at least once.</summary>
    public TimeSpan ConnectLimit { get; init; }

    /// <summary>How long a lost connection is tried again for; zero takes its loss for the end.</summary>
    public TimeSpan ReconnectLimit { get; init; }

    /// <summary>Gets a sentence when the connection is lost and when it is back.</summary>
    public Action<string>? OnNotice { get; init; }

    /// <summary>Where time comes from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
