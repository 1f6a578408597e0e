using RspDebug.DebugAdapter.Launch;
using RspDebug.RspClient;
using RspDebug.RspClient.Session;
using RspDebug.RspClient.Transport;

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

    /// <summary>It may be still for long before it listens, with good reason.</summary>
    public virtual bool MayStartInSilence => false;

    /// <summary>Which port a server says that it takes debuggers on: its configuration may name another than it was started with.</summary>
    /// <param name="lastLines">What it printed last.</param>
    /// <returns>The first one; null when it says none.</returns>
    internal virtual int? AnnouncedPort(IReadOnlyList<string> lastLines) => null;

    /// <summary>What a server has said that will not take debuggers at all, as the end of a sentence; null when it has not.</summary>
    /// <param name="lastLines">What it printed last.</param>
    internal virtual string? RefusalOfDebuggers(IReadOnlyList<string> lastLines) => null;

    /// <summary>The start command.</summary>
    /// <param name="configuration">Validated.</param>
    /// <param name="port">The TCP port of this computer that the server has to listen on.</param>
    /// <returns>The command, or null when there is nothing to start.</returns>
    public abstract ServerCommand? BuildCommand(LaunchConfiguration configuration, int port);

    /// <summary>What the user can do when the server ended before its port listened.</summary>
    /// <param name="lastLines">What it printed last.</param>
    /// <returns>A sentence.</returns>
    public abstract string Advise(IReadOnlyList<string> lastLines);

    /// <summary>Where a server is that is not started by us.</summary>
    /// <param name="configuration">Validated.</param>
    /// <exception cref="ArgumentException">The configuration does not tell.</exception>
    public virtual ServerAddress AddressOf(LaunchConfiguration configuration) => throw new ArgumentException($"{Name} has no address of its own.", nameof(configuration));

    /// <summary>Makes the link to a server that is ready.</summary>
    /// <exception cref="RspTransportException">It cannot be reached.</exception>
    internal virtual async Task<IRspTransport> ConnectAsync(ServerAddress address, TimeSpan limit, CancellationToken cancellationToken) =>
        await TcpTransport.ConnectAsync(address.Host, address.Port, limit, cancellationToken).ConfigureAwait(false);

    /// <summary>What the protocol's client has to do differently for this server.</summary>
    internal virtual RspOptions Adapt(RspOptions options) => options;

    /// <summary>Brings a server that was just connected to so far that it has a target.</summary>
    /// <param name="rsp">After the handshake.</param>
    /// <param name="configuration">Validated.</param>
    /// <param name="tell">Gets what the server says.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ServerStartException">It has none.</exception>
    internal virtual Task FindTargetAsync(RspSession rsp, LaunchConfiguration configuration, Action<string> tell, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The directory that a server runs in.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>Absolute, or null for the adapter's own.</returns>
    protected static string? WorkingDirectory(LaunchConfiguration configuration) => configuration.Cwd is null ? null : configuration.Resolve(".");
}
