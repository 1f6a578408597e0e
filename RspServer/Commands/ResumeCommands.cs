using RspDebug.RspServer.Framing;
using RspDebug.RspServer.Session;
using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Commands;

/// <summary><c>vCont c C s S</c>. Signals are taken and dropped: a Cortex-M has none.</summary>
internal static class ResumeCommands
{
    public static ValueTask<CommandOutcome> ContinueAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken) =>
        OldFormAsync(session, ResumeAction.Continue, signal: false, arguments, reply, cancellationToken);

    public static ValueTask<CommandOutcome> ContinueWithSignalAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken) =>
        OldFormAsync(session, ResumeAction.Continue, signal: true, arguments, reply, cancellationToken);

    public static ValueTask<CommandOutcome> StepAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken) =>
        OldFormAsync(session, ResumeAction.Step, signal: false, arguments, reply, cancellationToken);

    public static ValueTask<CommandOutcome> StepWithSignalAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken) =>
        OldFormAsync(session, ResumeAction.Step, signal: true, arguments, reply, cancellationToken);

    public static async ValueTask<CommandOutcome> ResumeAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        string offered = session.Personality.ContinueActions;
        if (offered.Length == 0) return CommandOutcome.Reply;
        if (arguments.Span.SequenceEqual("?"u8))
        {
            reply.Text("vCont"u8);
            foreach (char action in offered) reply.Text(";"u8).Text(action.ToString());
            return CommandOutcome.Reply;
        }

        RspThreadId current = await session.CurrentThreadAsync(cancellationToken).ConfigureAwait(false);
        switch (ContinueRequest.Parse(arguments.Span, offered, current))
        {
            case ContinueRequest.Resume resume:
                await session.ResumeAsync(resume.Plan, resume.Thread, cancellationToken).ConfigureAwait(false);
                return CommandOutcome.Nothing;
            case ContinueRequest.Stay:
                return await SessionCommands.HaltReasonAsync(session, arguments, reply, cancellationToken).ConfigureAwait(false);
            default:
                session.WriteMalformed(reply);
                return CommandOutcome.Reply;
        }
    }

    private static async ValueTask<CommandOutcome> OldFormAsync(
        ClientSession session, ResumeAction action, bool signal, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        if (!TryParse(arguments.Span, signal, out TargetAddress? start))
        {
            session.WriteMalformed(reply);
            return CommandOutcome.Reply;
        }

        RspThreadId thread = await session.CurrentThreadAsync(cancellationToken).ConfigureAwait(false);
        if (start is { } address && session.KnowsWhereTargetIs && await SetPcAsync(session, thread, address, cancellationToken).ConfigureAwait(false) is { IsOk: false } refused)
        {
            session.WriteError(refused, reply);
            return CommandOutcome.Reply;
        }

        await session.ResumeAsync(new ResumePlan(action), thread, cancellationToken).ConfigureAwait(false);
        return CommandOutcome.Nothing;
    }

    /// <summary>Reads <c>[addr]</c>, or <c>sig[;addr]</c>.</summary>
    private static bool TryParse(ReadOnlySpan<byte> arguments, bool signal, out TargetAddress? start)
    {
        var reader = new PacketReader(arguments);
        start = null;
        if (signal && !reader.TryTakeHex(out int _)) return false;
        if (reader.AtEnd) return true;
        if (signal && !reader.TryTake(';')) return false;
        if (!reader.TryTakeHex(out ulong address) || !reader.AtEnd) return false;
        start = new TargetAddress(address);
        return true;
    }

    private static async ValueTask<TargetStatus> SetPcAsync(ClientSession session, RspThreadId thread, TargetAddress address, CancellationToken cancellationToken)
    {
        TargetDescription description = session.Target.Description;
        if (!description.TryFind(description.ProgramCounter, out RegisterDescription pc)) return new TargetStatus(TargetStatusCode.BadValue);
        ReadOnlyMemory<byte> value = BitConverter.GetBytes(address.Value).AsMemory(0, pc.SizeInBytes);
        using TargetHub.Lease lease = await session.Hub.EnterAsync(cancellationToken).ConfigureAwait(false);
        return await session.Target.WriteRegisterAsync(thread, pc, value, cancellationToken).ConfigureAwait(false);
    }
}
