using System.Globalization;
using System.Text.RegularExpressions;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>A server that ended, or does not listen, since it could not have a port: its RSP port, or another one that the user's configuration names.</summary>
internal static partial class PortTaken
{
    /// <summary>Which port a server says is taken.</summary>
    /// <param name="lines">What it printed last.</param>
    /// <param name="rspPort">What is meant when the line names none.</param>
    /// <returns>Null when it says nothing of the kind.</returns>
    public static int? Find(IReadOnlyList<string> lines, int rspPort)
    {
        // EADDRINUSE in the words of every C library; OpenOCD, QEMU and pyOCD print it with the port in front.
        if (lines.LastOrDefault(static line => line.Contains("in use", StringComparison.OrdinalIgnoreCase)) is not { } line) return null;
        int[] named = [.. PortPattern().Matches(line).Select(static match => int.Parse(match.Groups["port"].Value, CultureInfo.InvariantCulture)).Where(static port => port is > 0 and <= ushort.MaxValue)];
        return named.Length == 0 || named.Contains(rspPort) ? rspPort : named[^1];
    }

    /// <summary>The failure of a server that does not listen, if it said that a port is taken.</summary>
    public static ServerStartException? Explain(RunningServer server, int? exitCode)
    {
        IReadOnlyList<string> lines = server.LastLines;
        return Find(lines, server.Address.Port) is { } port ? Describe(server.Profile, port, lines, exitCode) : null;
    }

    /// <summary>The failure, with who holds the port and what to do.</summary>
    public static ServerStartException Describe(ServerProfile profile, int port, IReadOnlyList<string> lines, int? exitCode)
    {
        string holder = PortHolder.Find(port)?.ToString() ?? "another program";
        return new ServerStartException(
            ServerStartFailure.PortTaken, $"{profile.Name} could not listen on port {port}: {holder} has it.",
            "End that program, which may be a debug server of an earlier session, or name another port where the configuration or its scripts name this one.", lines, exitCode)
        { TakenPort = port };
    }

    // "... on port 4444: Address already in use", "tcp:127.0.0.1:4444: ..."
    [GeneratedRegex(@"(?:port:?\s+|:)(?<port>\d{1,5})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PortPattern();
}
