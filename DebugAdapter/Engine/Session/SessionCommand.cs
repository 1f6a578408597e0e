using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;

namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>Runs one command of a profile or of the launch configuration on the server.</summary>
internal static class SessionCommand
{
    private const string Monitor = "monitor ", Packet = "maint packet ", RunPacket = "vRun;";

    /// <summary>Runs <c>monitor COMMAND</c>, a bare <c>COMMAND</c>, which means the same, or <c>maint packet PAYLOAD</c>, in gdb's words.</summary>
    /// <returns>The text of the reply, and whether the server did it.</returns>
    public static async ValueTask<MonitorReply> RunAsync(RspSession rsp, string command, CancellationToken cancellationToken)
    {
        if (command.StartsWith(Packet, StringComparison.Ordinal))
            return await SendAsync(rsp, command[Packet.Length..].Trim(), cancellationToken).ConfigureAwait(false);
        return await rsp.MonitorAsync(command.StartsWith(Monitor, StringComparison.Ordinal) ? command[Monitor.Length..] : command, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<MonitorReply> SendAsync(RspSession rsp, string payload, CancellationToken cancellationToken)
    {
        if (payload == RunPacket)
        {
            await rsp.RunAsync(cancellationToken).ConfigureAwait(false);
            return new MonitorReply(ReplyStatus.Ok, "");
        }

        string reply = await rsp.SendRawAsync(payload, cancellationToken).ConfigureAwait(false);
        return StubError.TryParse(System.Text.Encoding.Latin1.GetBytes(reply), out StubError error)
            ? new MonitorReply(ReplyStatus.Refused, "", error)
            : new MonitorReply(reply.Length == 0 ? ReplyStatus.Unsupported : ReplyStatus.Ok, reply == "OK" ? "" : reply + "\n");
    }
}
