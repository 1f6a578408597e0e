namespace RspDebug.RspServer.Targets;

/// <summary>A target that the stub alone runs: a simulated board, a core dump.</summary>
public interface IRspTarget : ITargetAccess
{
    /// <summary>Sets the target going; ends when it stopped. A breakpoint at the current PC does not hold it.</summary>
    /// <param name="action">Run or one instruction.</param>
    /// <param name="thread">The thread that steps; the others follow the target's rules.</param>
    /// <param name="host">Console and file calls of the program, while it runs.</param>
    /// <param name="cancellationToken">The stub shuts down: stop and return.</param>
    Task<TargetStop> ResumeAsync(ResumeAction action, RspThreadId thread, IResumeHost host, CancellationToken cancellationToken);

    /// <summary>Asks a running target to stop; the resume then ends. Returns at once, may come from any thread, harmless when stopped.</summary>
    void Interrupt();
}
