using RspDebug.RspServer.Framing;
using RspDebug.RspServer.Session;
using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Commands;

/// <summary><c>vFlashErase vFlashWrite vFlashDone</c>.</summary>
internal static class FlashCommands
{
    public static async ValueTask<CommandOutcome> EraseAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        if (session.Target is not IFlashTarget flash) return CommandOutcome.Reply;
        if (!TryParseErase(arguments.Span, out TargetAddress address, out ulong length))
        {
            session.WriteMalformed(reply);
            return CommandOutcome.Reply;
        }

        using TargetHub.Lease lease = await session.Hub.EnterAsync(cancellationToken).ConfigureAwait(false);
        session.WriteStatus(await flash.EraseFlashAsync(address, length, cancellationToken).ConfigureAwait(false), reply);
        return CommandOutcome.Reply;
    }

    public static async ValueTask<CommandOutcome> WriteAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        if (session.Target is not IFlashTarget flash) return CommandOutcome.Reply;
        if (!TryParseWrite(arguments.Span, out TargetAddress address, out int data))
        {
            session.WriteMalformed(reply);
            return CommandOutcome.Reply;
        }

        using TargetHub.Lease lease = await session.Hub.EnterAsync(cancellationToken).ConfigureAwait(false);
        session.WriteStatus(await flash.WriteFlashAsync(address, arguments[data..], cancellationToken).ConfigureAwait(false), reply);
        return CommandOutcome.Reply;
    }

    public static async ValueTask<CommandOutcome> FinishAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        if (session.Target is not IFlashTarget flash) return CommandOutcome.Reply;
        bool knows = session.KnowsWhereTargetIs;
        using TargetHub.Lease lease = await session.Hub.EnterAsync(cancellationToken).ConfigureAwait(false);
        TargetStatus status = await flash.FinishFlashAsync(cancellationToken).ConfigureAwait(false);
        // A download resets: who has ordered it knows that the target was moved, and its next order to run counts.
        if (knows && !session.Hub.IsRunning) session.SeenStop = session.Hub.LastStop;
        session.WriteStatus(status, reply);
        return CommandOutcome.Reply;
    }

    private static bool TryParseErase(ReadOnlySpan<byte> arguments, out TargetAddress address, out ulong length)
    {
        var reader = new PacketReader(arguments);
        length = 0;
        ulong start = 0;
        bool parsed = reader.TryTake(':') && reader.TryTakeHex(out start) && reader.TryTake(',') && reader.TryTakeHex(out length) && reader.AtEnd;
        address = new TargetAddress(start);
        return parsed;
    }

    private static bool TryParseWrite(ReadOnlySpan<byte> arguments, out TargetAddress address, out int data)
    {
        var reader = new PacketReader(arguments);
        ulong start = 0;
        bool parsed = reader.TryTake(':') && reader.TryTakeHex(out start) && reader.TryTake(':');
        address = new TargetAddress(start);
        data = arguments.Length - reader.Rest.Length;
        return parsed;
    }
}
