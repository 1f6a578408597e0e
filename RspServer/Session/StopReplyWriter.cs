using System.Text;
using RspDebug.RspServer.Framing;
using RspDebug.RspServer.Personalities;
using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Session;

/// <summary>Writes stop replies in the personality's form (GDB manual, "Stop Reply Packets").</summary>
internal static class StopReplyWriter
{
    private const int SignalInterrupt = 2;
    private const int SignalTrap = 5;

    public static async ValueTask WriteAsync(ClientSession session, TargetStop stop, PacketWriter reply, CancellationToken cancellationToken)
    {
        switch (stop)
        {
            case TargetStop.Exited exited:
                reply.Text("W"u8).HexByte((byte)exited.Code);
                return;
            case TargetStop.Lost:
                reply.Text("X09"u8);
                return;
        }

        StopReplyForm form = session.Personality.StopReplies;
        reply.Text(form == StopReplyForm.SignalOnly ? "S"u8 : "T"u8).HexByte(form == StopReplyForm.SignalOnly ? (byte)SignalTrap : (byte)Signal(stop));
        if (form == StopReplyForm.SignalOnly) return;
        RspThreadId thread = stop.Thread ?? await session.CurrentThreadAsync(cancellationToken).ConfigureAwait(false);
        if (form == StopReplyForm.Full) await WriteExpeditedAsync(session, thread, reply, cancellationToken).ConfigureAwait(false);
        if (form != StopReplyForm.Bare) reply.Text("thread:"u8).Text(session.ThreadText(thread)).Text(";"u8);
        WriteReason(session, stop, reply);
    }

    private static int Signal(TargetStop stop) => stop switch
    {
        TargetStop.Interrupted => SignalInterrupt,
        TargetStop.Fault fault => fault.Signal & 0xff,
        _ => SignalTrap,
    };

    private static void WriteReason(ClientSession session, TargetStop stop, PacketWriter reply)
    {
        switch (stop)
        {
            case TargetStop.Watchpoint watch:
                reply.Text(watch.Kind switch
                {
                    BreakpointKind.ReadWatchpoint => "rwatch:"u8,
                    BreakpointKind.AccessWatchpoint => "awatch:"u8,
                    _ => "watch:"u8,
                }).Text(watch.Address.Value.ToString("x8")).Text(";"u8);
                break;
            case TargetStop.Breakpoint breakpoint when session.TakesBreakReasons && session.Personality.StopReplies == StopReplyForm.Full:
                reply.Text(breakpoint.Kind == BreakpointKind.Hardware ? "hwbreak:;"u8 : "swbreak:;"u8);
                break;
        }
    }

    private static async ValueTask WriteExpeditedAsync(ClientSession session, RspThreadId thread, PacketWriter reply, CancellationToken cancellationToken)
    {
        foreach (int number in session.Target.Description.Expedited)
        {
            if (!session.Registers.TryFindByTargetNumber(number, out WireRegister register)) continue;
            byte[] value = new byte[register.Description.SizeInBytes];
            TargetStatus status;
            using (await session.Hub.EnterAsync(cancellationToken).ConfigureAwait(false))
                status = await session.Target.ReadRegisterAsync(thread, register.Description, value, cancellationToken).ConfigureAwait(false);
            if (status.IsOk) reply.HexByte((byte)register.WireNumber).Text(":"u8).HexBytes(value).Text(";"u8);
        }
    }
}
