namespace RspDebug.RspServer.Targets;

/// <summary>The outcome of an order to the target; <see cref="Reason"/> tells a person why it was refused.</summary>
/// <param name="Code">Which kind of outcome.</param>
/// <param name="Reason">Sent to clients that asked for error texts; null when the code says all.</param>
public readonly record struct TargetStatus(TargetStatusCode Code, string? Reason = null)
{
    /// <summary>The order was carried out.</summary>
    public static TargetStatus Ok { get; } = new(TargetStatusCode.Ok);

    /// <summary>The target has no such thing; the client gets the empty reply.</summary>
    public static TargetStatus Unsupported { get; } = new(TargetStatusCode.Unsupported);

    /// <summary>True for <see cref="TargetStatusCode.Ok"/>.</summary>
    public bool IsOk => Code == TargetStatusCode.Ok;
}
