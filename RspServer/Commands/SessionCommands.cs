using RspDebug.RspServer.Framing;
using RspDebug.RspServer.Session;
using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Commands;

/// <summary>Attach, detach, kill, restart.</summary>
internal static class SessionCommands
{
    public static async ValueTask<CommandOutcome> HaltReasonAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        session.Hub.Attach(session.Number);
        TargetStop stop = session.SeenStop = await session.Hub.HaltAsync(cancellationToken).ConfigureAwait(false);
        await StopReplyWriter.WriteAsync(session, stop, isOwn: true, reply, cancellationToken).ConfigureAwait(false);
        return CommandOutcome.Reply;
    }

    public static ValueTask<CommandOutcome> ExtendAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        session.IsExtended = true;
        reply.Text("OK"u8);
        return new(CommandOutcome.Reply);
    }

    public static ValueTask<CommandOutcome> IsAttachedAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        reply.Text("1"u8);      // The program was there before the client: leaving detaches, it does not kill.
        return new(CommandOutcome.Reply);
    }

    public static async ValueTask<CommandOutcome> DetachAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        // In extended mode the connection stays, and the target runs all the same.
        await session.LeaveTargetAsync(cancellationToken).ConfigureAwait(false);
        reply.Text("OK"u8);
        if (!session.IsExtended) session.Close();
        return CommandOutcome.Reply;
    }

    /// <summary><c>k</c> has no reply; without extended mode it ends the session (GDB manual, <c>k</c>).</summary>
    public static async ValueTask<CommandOutcome> KillAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        _ = await EndProgramAsync(session, cancellationToken).ConfigureAwait(false);
        if (!session.IsExtended) session.Close();
        return CommandOutcome.Nothing;
    }

    public static async ValueTask<CommandOutcome> KillProcessAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        TargetStatus status = await EndProgramAsync(session, cancellationToken).ConfigureAwait(false);
        session.WriteStatus(status, reply);
        if (!session.IsExtended) session.Close();
        return CommandOutcome.Reply;
    }

    /// <summary><c>R</c> has no reply.</summary>
    public static async ValueTask<CommandOutcome> RestartAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        _ = await ResetAsync(session, cancellationToken).ConfigureAwait(false);
        return CommandOutcome.Nothing;
    }

    public static async ValueTask<CommandOutcome> RunAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        TargetStatus status = await ResetAsync(session, cancellationToken).ConfigureAwait(false);
        if (status.IsOk) return await HaltReasonAsync(session, arguments, reply, cancellationToken).ConfigureAwait(false);
        session.WriteStatus(status, reply);
        return CommandOutcome.Reply;
    }

    public static ValueTask<CommandOutcome> AttachAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken) =>
        HaltReasonAsync(session, arguments, reply, cancellationToken);

    private static async ValueTask<TargetStatus> EndProgramAsync(ClientSession session, CancellationToken cancellationToken)
    {
        if (session.Options.KillResets) return await ResetAsync(session, cancellationToken).ConfigureAwait(false);
        await session.LeaveTargetAsync(cancellationToken).ConfigureAwait(false);
        return TargetStatus.Ok;
    }

    private static async ValueTask<TargetStatus> ResetAsync(ClientSession session, CancellationToken cancellationToken)
    {
        _ = await session.Hub.HaltAsync(cancellationToken).ConfigureAwait(false);
        using TargetHub.Lease lease = await session.Hub.EnterAsync(cancellationToken).ConfigureAwait(false);
        TargetStatus status = await session.Target.ResetAsync(cancellationToken).ConfigureAwait(false);
        if (!status.IsOk) return status;
        // A shared target has told of the reset already; the client that ordered it knows where the target stands.
        if (session.Target is not ISharedTarget) session.Hub.OnStopped(new TargetStop.Halted());
        session.SeenStop = session.Hub.LastStop;
        return status;
    }
}
