using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Launch;
using RspDebug.RspClient;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;

namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>Finds out what an external server is, so that its quirks are known without asking the user.</summary>
internal static class ServerIdentity
{
    // Only QEMU answers it (gdbstub/gdbstub.c), with the list of its step bits.
    private const string QemuQuery = "qqemu.sstepbits";

    private const string OpenOcdName = "Open On-Chip Debugger";

    // ARMv7-M ARM B3.1: in the region of external devices, where no microcontroller has anything at this place.
    private const uint NothingThere = 0xCCCC_CCCC;

    /// <summary>The quirks of the profile, or of the server that an external one turns out to be.</summary>
    public static async ValueTask<ServerQuirks> QuirksAsync(ServerProfile profile, RspSession rsp, CancellationToken cancellationToken)
    {
        if (profile.Kind != ServerType.External)
            return profile.Quirks;
        if (rsp.Capabilities.IsNoAckMode)
        {
            MonitorReply version = await rsp.MonitorAsync("version", cancellationToken).ConfigureAwait(false);
            return version.Output.Contains(OpenOcdName, StringComparison.Ordinal)
                ? ServerProfiles.Get(ServerType.Openocd).Quirks with { ReadsZerosWhereNothingIs = await CanReadNothingAsync(rsp, cancellationToken).ConfigureAwait(false) }
                : profile.Quirks;
        }

        string answer = await rsp.SendRawAsync(QemuQuery, cancellationToken).ConfigureAwait(false);
        // What an external QEMU was started with is not known: it did not load our image.
        return answer.StartsWith("ENABLE", StringComparison.Ordinal)
            ? ServerProfiles.Get(ServerType.Qemu).Quirks with { LoadsImageItself = false, StartsAtReset = false }
            : profile.Quirks;
    }

    private static async ValueTask<bool> CanReadNothingAsync(RspSession rsp, CancellationToken cancellationToken)
    {
        try
        {
            return await rsp.ReadMemoryAsync(new(NothingThere), new byte[sizeof(uint)], cancellationToken).ConfigureAwait(false) > 0;
        }
        catch (RspRefusedException)
        {
            return false;
        }
    }
}
