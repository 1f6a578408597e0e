using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Launch;
using RspDebug.RspClient;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;

namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>Finds out what an external server is, so that its quirks are known without asking the user.</summary>
internal static class ServerIdentity
{
    // ARMv7-M ARM B3.1: in the region of external devices, where no microcontroller has anything at this place.
    private const uint NothingThere = 0xCCCC_CCCC;

    /// <summary>The quirks of the profile, or of the server that an external one turns out to be.</summary>
    public static async ValueTask<ServerQuirks> QuirksAsync(ServerProfile profile, RspSession rsp, CancellationToken cancellationToken)
    {
        if (profile.Kind != ServerType.External)
            return profile.Quirks;
        if (await FindAsync(rsp, cancellationToken).ConfigureAwait(false) is not { } known)
            return profile.Quirks;
        bool readsZeros = known.Quirks == ServerProfiles.Get(ServerType.Openocd).Quirks && await CanReadNothingAsync(rsp, cancellationToken).ConfigureAwait(false);
        return known.Quirks with { ReadsZerosWhereNothingIs = readsZeros };
    }

    /// <summary>The server, if it can be told.</summary>
    public static async ValueTask<KnownServer?> FindAsync(RspSession rsp, CancellationToken cancellationToken)
    {
        if (KnownServer.All.FirstOrDefault(known => known.Shows?.Invoke(rsp.Capabilities) == true) is { } shown)
            return shown;
        if (!rsp.Capabilities.IsNoAckMode)
        {
            string answer = await rsp.SendRawAsync(KnownServer.QemuQuestion, cancellationToken).ConfigureAwait(false);
            if (Match(KnownServer.QemuQuestion, answer) is { } emulator)
                return emulator;
        }

        try
        {
            MonitorReply version = await SessionCommand.RunAsync(rsp, KnownServer.VersionQuestion, cancellationToken).ConfigureAwait(false);
            if (Match(KnownServer.VersionQuestion, version.Output) is { } named)
                return named;
        }
        catch (RspProtocolException)
        {
            return null; // a server whose commands answer in a form of their own is none of these
        }

        return !KnownServer.MayBeJLink(rsp.Capabilities) ? null : Match(KnownServer.JLinkQuestion, await rsp.SendRawAsync(KnownServer.JLinkQuestion, cancellationToken).ConfigureAwait(false));
    }

    private static KnownServer? Match(string question, string answer) =>
        KnownServer.All.FirstOrDefault(known => known.Question == question && answer.Contains(known.Sign, StringComparison.Ordinal));

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
