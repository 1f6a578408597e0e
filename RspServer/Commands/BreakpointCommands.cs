using RspDebug.RspServer.Framing;
using RspDebug.RspServer.Session;
using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Commands;

/// <summary><c>Z</c> and <c>z</c>.</summary>
internal static class BreakpointCommands
{
    public static async ValueTask<CommandOutcome> InsertAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        if (TryParse(arguments.Span, out TargetBreakpoint breakpoint))
            session.WriteStatus(await session.Hub.InsertAsync(session.Number, breakpoint, cancellationToken).ConfigureAwait(false), reply);
        else session.WriteMalformed(reply);
        return CommandOutcome.Reply;
    }

    public static async ValueTask<CommandOutcome> RemoveAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        if (TryParse(arguments.Span, out TargetBreakpoint breakpoint))
            session.WriteStatus(await session.Hub.RemoveAsync(session.Number, breakpoint, cancellationToken).ConfigureAwait(false), reply);
        else session.WriteMalformed(reply);
        return CommandOutcome.Reply;
    }

    /// <summary>Reads <c>type,addr,kind</c>; conditions and commands after a <c>;</c> were never offered and are refused.</summary>
    private static bool TryParse(ReadOnlySpan<byte> arguments, out TargetBreakpoint breakpoint)
    {
        var reader = new PacketReader(arguments);
        breakpoint = default;
        if (!reader.TryTakeHex(out int type) || type > (int)BreakpointKind.AccessWatchpoint || !reader.TryTake(',')) return false;
        if (!reader.TryTakeHex(out ulong address) || !reader.TryTake(',') || !reader.TryTakeHex(out int length) || !reader.AtEnd) return false;
        breakpoint = new TargetBreakpoint((BreakpointKind)type, new TargetAddress(address), length);
        return true;
    }
}
