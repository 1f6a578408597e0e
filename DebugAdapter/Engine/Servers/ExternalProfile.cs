using RspDebug.DebugAdapter.Launch;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>A server that runs already. What kind it is shows at the handshake; nothing is assumed.</summary>
internal sealed class ExternalProfile : ServerProfile
{
    public override ServerType Kind => ServerType.External;

    public override string Name => "the external server";

    // By the protocol a range step is a loop of single-steps, and those are taken to mask interrupts already (gdbserver has none).
    public override ServerQuirks Quirks { get; } = new() { StepsThroughRanges = true };

    public override string InstallHint => "Start the server, then start the session again.";

    public override ServerCommand? BuildCommand(LaunchConfiguration configuration, int port) => null;

    public override ServerAddress AddressOf(LaunchConfiguration configuration) =>
        configuration.GdbTarget is { } target && ServerAddress.TryParse(target, out ServerAddress? address)
            ? address
            : throw new ArgumentException("gdbTarget is not host:port; validate first.", nameof(configuration));

    // Answers to "?" before anything is attached (W: Black Magic Probe), or when the target is lost (X) or has ended (gdbserver).
    internal override Task FindTargetAsync(RspSession rsp, LaunchConfiguration configuration, Action<string> tell, CancellationToken cancellationToken) =>
        rsp.InitialStop is not (StopReply.Exited or StopReply.Terminated or StopReply.NoResumedThreads) ? Task.CompletedTask : throw new ServerStartException(
            ServerStartFailure.NoTarget, $"The server at {rsp.Endpoint} has no target attached.",
            "If it is a Black Magic Probe, use \"servertype\": \"bmp\" with \"BMPGDBSerialPort\": \"host:port\"; else let the server attach to a target first.");

    public override string Advise(IReadOnlyList<string> lastLines) => "Start the server, and check `gdbTarget`.";
}
