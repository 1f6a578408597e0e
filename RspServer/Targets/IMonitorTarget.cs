namespace RspDebug.RspServer.Targets;

/// <summary>A target that knows <c>monitor</c> commands.</summary>
public interface IMonitorTarget
{
    /// <summary>Runs one command line.</summary>
    /// <param name="command">The text after <c>monitor</c>.</param>
    /// <param name="console">Gets the output as it comes.</param>
    /// <param name="cancellationToken">The stub shuts down.</param>
    /// <returns><see cref="TargetStatus.Unsupported"/> when there is no such command.</returns>
    ValueTask<TargetStatus> RunMonitorAsync(string command, IResumeHost console, CancellationToken cancellationToken);
}
