using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>A server that runs already. What kind it is shows at the handshake; nothing is assumed.</summary>
internal sealed class ExternalProfile : ServerProfile
{
    public override ServerType Kind => ServerType.External;

    public override string Name => "the external server";

    public override ServerQuirks Quirks { get; } = new();

    public override string InstallHint => "Start the server, then start the session again.";

    public override ServerCommand? BuildCommand(LaunchConfiguration configuration, int port) => null;

    public override string Advise(IReadOnlyList<string> lastLines) => "Start the server, and check `gdbTarget`.";
}
