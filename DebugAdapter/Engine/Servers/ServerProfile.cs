using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>What there is to know about one kind of debug server; one class for each, listed in <see cref="ServerProfiles"/>.</summary>
public abstract class ServerProfile
{
    /// <summary>The kind.</summary>
    public abstract ServerType Kind { get; }

    /// <summary>What users call it.</summary>
    public abstract string Name { get; }

    /// <summary>What RSP does not tell.</summary>
    public abstract ServerQuirks Quirks { get; }

    /// <summary>How the server is installed, as a sentence.</summary>
    public abstract string InstallHint { get; }

    /// <summary>The start command.</summary>
    /// <param name="configuration">Validated.</param>
    /// <param name="port">The TCP port of this computer that the server has to listen on.</param>
    /// <returns>The command, or null when there is nothing to start.</returns>
    public abstract ServerCommand? BuildCommand(LaunchConfiguration configuration, int port);

    /// <summary>What the user can do when the server ended before its port listened.</summary>
    /// <param name="lastLines">What it printed last.</param>
    /// <returns>A sentence.</returns>
    public abstract string Advise(IReadOnlyList<string> lastLines);

    /// <summary>The directory that a server runs in.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>Absolute, or null for the adapter's own.</returns>
    protected static string? WorkingDirectory(LaunchConfiguration configuration) => configuration.Cwd is null ? null : configuration.Resolve(".");
}
