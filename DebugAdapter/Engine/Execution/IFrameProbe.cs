namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>Unwinds as far as stepping needs.</summary>
internal interface IFrameProbe
{
    /// <summary>CFA of the innermost frame; null when it cannot be told.</summary>
    ValueTask<uint?> CurrentCfaAsync(CancellationToken cancellationToken);

    /// <summary>The innermost frame and its caller.</summary>
    ValueTask<FrameIdentity> CurrentFrameAsync(CancellationToken cancellationToken);
}
