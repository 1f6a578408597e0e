using System.Text;
using RspDebug.RspServer.Framing;
using RspDebug.RspServer.Session;
using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Commands;

/// <summary><c>qRcmd,HEX</c>: output as <c>O</c> packets while the command runs, then <c>OK</c>, an error, or the empty reply.</summary>
internal static class MonitorCommands
{
    public static async ValueTask<CommandOutcome> RunAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        if (session.Target is not IMonitorTarget monitor) return CommandOutcome.Reply;
        if (arguments.IsEmpty || arguments.Span[0] != ',' || !HexText.TryDecode(arguments.Span[1..], out byte[] text))
        {
            session.WriteMalformed(reply);
            return CommandOutcome.Reply;
        }

        bool knows = session.KnowsWhereTargetIs;
        using TargetHub.Lease lease = await session.Hub.EnterAsync(cancellationToken).ConfigureAwait(false);
        TargetStatus status = await monitor.RunMonitorAsync(Encoding.UTF8.GetString(text), new Console(session), cancellationToken).ConfigureAwait(false);
        // Who resets the target knows that it was moved.
        if (knows && !session.Hub.IsRunning) session.SeenStop = session.Hub.LastStop;
        // A code says little of why a command failed.
        if (!status.IsOk && status.Reason is { } reason && !session.TakesErrorTexts)
            await session.SendConsoleAsync(Encoding.UTF8.GetBytes(reason + "\n"), cancellationToken).ConfigureAwait(false);
        session.WriteStatus(status, reply);
        return CommandOutcome.Reply;
    }

    private sealed class Console(ClientSession session) : IResumeHost
    {
        public ValueTask WriteConsoleAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken) =>
            utf8.IsEmpty ? ValueTask.CompletedTask : session.SendConsoleAsync(utf8, cancellationToken);

        public ValueTask<FileIoReply> CallAsync(FileIoCall call, CancellationToken cancellationToken) =>
            new(new FileIoReply(-1, FileIoReply.NotImplemented, false));
    }
}
