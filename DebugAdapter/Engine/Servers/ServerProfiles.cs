using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>The server kinds that can be used; a new kind is a new line here.</summary>
public static class ServerProfiles
{
    private static readonly IReadOnlyDictionary<ServerType, ServerProfile> ByKind =
        new ServerProfile[] { new OpenOcdProfile(), new JLinkProfile(), new PyOcdProfile(), new QemuProfile(), new BlackMagicProfile(), new StUtilProfile(), new VirtualProfile(), new ExternalProfile() }.ToDictionary(static profile => profile.Kind);

    /// <summary>All profiles.</summary>
    public static IEnumerable<ServerProfile> All => ByKind.Values;

    /// <summary>The profile of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>Its profile.</returns>
    /// <exception cref="ServerStartException">There is none for it yet.</exception>
    public static ServerProfile Get(ServerType kind) => ByKind.TryGetValue(kind, out ServerProfile? profile)
        ? profile
        : throw new ServerStartException(
            ServerStartFailure.NotSupported,
            $"The server kind {kind.ToString().ToLowerInvariant()} cannot be started by this version.",
            "Start the server yourself and use servertype external with gdbTarget.");
}
