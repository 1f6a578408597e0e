using System.Text;
using RspDebug.RspServer.Framing;
using RspDebug.RspServer.Session;
using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Commands;

/// <summary>Thread selection and lists.</summary>
internal static class ThreadCommands
{
    /// <summary><c>Hg</c> chooses the thread of register packets; <c>Hc</c> is taken and means nothing beside it.</summary>
    public static async ValueTask<CommandOutcome> SelectAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        if (arguments.Length < 2 || arguments.Span[0] is not ((byte)'g' or (byte)'c' or (byte)'m') || !TryParseId(arguments.Span[1..], out int id))
        {
            session.WriteMalformed(reply);
            return CommandOutcome.Reply;
        }

        RspThread? thread = id > 0 ? await FindAsync(session, id, cancellationToken).ConfigureAwait(false) : null;
        if (id > 0 && thread is null)
        {
            session.WriteError(new TargetStatus(TargetStatusCode.BadValue, "no such thread"), reply);
            return CommandOutcome.Reply;
        }

        if (arguments.Span[0] == 'g') session.GeneralThread = thread?.Id;
        reply.Text("OK"u8);
        return CommandOutcome.Reply;
    }

    public static async ValueTask<CommandOutcome> IsAliveAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        if (!TryParseId(arguments.Span, out int id)) session.WriteMalformed(reply);
        else if (await FindAsync(session, id, cancellationToken).ConfigureAwait(false) is null)
            session.WriteError(new TargetStatus(TargetStatusCode.BadValue, "no such thread"), reply);
        else reply.Text("OK"u8);
        return CommandOutcome.Reply;
    }

    public static async ValueTask<CommandOutcome> CurrentAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        RspThreadId thread = await session.CurrentThreadAsync(cancellationToken).ConfigureAwait(false);
        reply.Text("QC"u8).Text(session.ThreadText(thread));
        return CommandOutcome.Reply;
    }

    public static async ValueTask<CommandOutcome> FirstAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        IReadOnlyList<RspThread> threads = await ListAsync(session, cancellationToken).ConfigureAwait(false);
        reply.Text("m"u8).Text(string.Join(',', threads.Select(thread => session.ThreadText(thread.Id))));
        return CommandOutcome.Reply;
    }

    /// <summary>The first packet carried all of them.</summary>
    public static ValueTask<CommandOutcome> NextAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        reply.Text("l"u8);
        return new(CommandOutcome.Reply);
    }

    public static async ValueTask<CommandOutcome> ExtraAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        RspThread? thread = null;
        if (arguments.Length > 1 && TryParseId(arguments.Span[1..], out int id)) thread = await FindAsync(session, id, cancellationToken).ConfigureAwait(false);
        if (thread is null) session.WriteError(new TargetStatus(TargetStatusCode.BadValue, "no such thread"), reply);
        else reply.HexBytes(Encoding.UTF8.GetBytes(thread.State.Length > 0 ? $"{thread.Name}: {thread.State}" : thread.Name));
        return CommandOutcome.Reply;
    }

    /// <summary>Reads <c>-1</c>, a hex number, or the <c>pPID.TID</c> form;</summary>
    internal static bool TryParseId(ReadOnlySpan<byte> text, out int id)
    {
        var reader = new PacketReader(text);
        if (reader.TryTake('p')) _ = reader.TakeUntil('.');
        id = -1;
        return (reader.TryTake("-1"u8) || reader.TryTakeHex(out id)) && reader.AtEnd;
    }

    private static async ValueTask<RspThread?> FindAsync(ClientSession session, int id, CancellationToken cancellationToken)
    {
        IReadOnlyList<RspThread> threads = await ListAsync(session, cancellationToken).ConfigureAwait(false);
        return threads.FirstOrDefault(thread => thread.Id.Value == id)
            ?? (session.Personality.ThreadText is { } spelling && spelling == id.ToString("x") ? threads[0] : null);
    }

    private static async ValueTask<IReadOnlyList<RspThread>> ListAsync(ClientSession session, CancellationToken cancellationToken)
    {
        using TargetHub.Lease lease = await session.Hub.EnterAsync(cancellationToken).ConfigureAwait(false);
        return await session.Target.GetThreadsAsync(cancellationToken).ConfigureAwait(false);
    }
}
