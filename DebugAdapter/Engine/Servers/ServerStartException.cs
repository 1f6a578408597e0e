using System.Text;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>A debug server that could not be started.</summary>
public sealed class ServerStartException : Exception
{
    /// <summary>Tells why.</summary>
    /// <param name="failure">The kind of failure.</param>
    /// <param name="what">What happened, as a sentence.</param>
    /// <param name="nextAction">What the user can do, as a sentence.</param>
    /// <param name="lastLines">What the server printed last.</param>
    /// <param name="exitCode">Its exit code if it ended; above 128 on Unix: 128 and the signal that ended it.</param>
    public ServerStartException(ServerStartFailure failure, string what, string nextAction, IReadOnlyList<string>? lastLines = null, int? exitCode = null)
        : base(Tell(what, nextAction, lastLines ?? []))
    {
        (Failure, What, NextAction, LastLines, ExitCode) = (failure, what, nextAction, lastLines ?? [], exitCode);
    }

    /// <summary>The kind of failure.</summary>
    public ServerStartFailure Failure { get; }

    /// <summary>What happened, as a sentence.</summary>
    public string What { get; }

    /// <summary>What the user can do, as a sentence.</summary>
    public string NextAction { get; }

    /// <summary>What the server printed last, oldest first.</summary>
    public IReadOnlyList<string> LastLines { get; }

    /// <summary>Its exit code if it ended.</summary>
    public int? ExitCode { get; }

    /// <summary>The TCP port that it could not have; with <see cref="ServerStartFailure.PortTaken"/>.</summary>
    public int? TakenPort { get; init; }

    private static string Tell(string what, string nextAction, IReadOnlyList<string> lastLines)
    {
        const int ShownLines = 8;
        var text = new StringBuilder(what).Append(' ').Append(nextAction);
        if (lastLines.Count == 0) return text.ToString();
        text.Append("\nIt printed last:");
        foreach (string line in lastLines.Skip(lastLines.Count - ShownLines)) text.Append("\n  ").Append(line);
        return text.ToString();
    }
}
