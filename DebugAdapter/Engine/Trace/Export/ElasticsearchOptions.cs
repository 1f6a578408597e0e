namespace RspDebug.DebugAdapter.Engine.Trace.Export;

/// <summary>Where and how documents are sent.</summary>
internal sealed record ElasticsearchOptions
{
    /// <summary>The server, such as <c>http://localhost:9200</c>; a user and password in it are used for basic authentication.</summary>
    public required Uri Server { get; init; }

    /// <summary>The index.</summary>
    public string Index { get; init; } = "rsp-debug-swo";

    /// <summary>Sent as <c>Authorization: ApiKey ...</c>; null for none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Where documents go that the server does not take, in the form of a bulk request that can be sent later.</summary>
    public required string FallbackPath { get; init; }

    /// <summary>Documents in one request at most.</summary>
    public int BatchSize { get; init; } = 1000;

    /// <summary>How often a request is tried.</summary>
    public int Tries { get; init; } = 6;

    /// <summary>Wait before the second try; doubled for each one after.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Where time comes from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
