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

    /// <summary>
    /// Writes one. A stop that another user caused (their breakpoint, the end of their step) reads as an interrupt: gdb and lldb go on
    /// through a trap that they cannot explain, and end their command at an interrupt.
    /// </summary>
    public static async ValueTask WriteAsync(ClientSession session, TargetStop stop, bool isOwn, PacketWriter reply, CancellationToken cancellationToken)
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
        bool? holds = await HoldsAsync(session, stop, cancellationToken).ConfigureAwait(false);
        if (holds == false || (stop is TargetStop.Stepped && !isOwn)) stop = new TargetStop.Interrupted { Thread = stop.Thread };
        reply.Text(form == StopReplyForm.SignalOnly ? "S"u8 : "T"u8).HexByte(form == StopReplyForm.SignalOnly ? (byte)SignalTrap : (byte)Signal(stop));
        if (form == StopReplyForm.SignalOnly) return;
        RspThreadId thread = stop.Thread ?? await session.CurrentThreadAsync(cancellationToken).ConfigureAwait(false);
        if (form == StopReplyForm.Full) await WriteExpeditedAsync(session, thread, reply, cancellationToken).ConfigureAwait(false);
        if (form != StopReplyForm.Bare) reply.Text("thread:"u8).Text(session.ThreadText(thread)).Text(";"u8);
        WriteReason(session, stop, holds == true, reply);
    }

    // True when this client set what stopped the target, false when only others did, null when that cannot be said.
    private static async ValueTask<bool?> HoldsAsync(ClientSession session, TargetStop stop, CancellationToken cancellationToken)
    {
        if (stop is TargetStop.Watchpoint watch) return await session.Hub.HoldsAsync(session.Number, watch.Address, isData: true, cancellationToken).ConfigureAwait(false);
        if (stop is not TargetStop.Breakpoint breakpoint) return null;
        TargetAddress? pc = breakpoint.Address ?? await session.ReadPcAsync(cancellationToken).ConfigureAwait(false);
        return pc is { } address ? await session.Hub.HoldsAsync(session.Number, address, isData: false, cancellationToken).ConfigureAwait(false) : null;
    }

    private static int Signal(TargetStop stop) => stop switch
    {
        TargetStop.Interrupted => SignalInterrupt,
        TargetStop.Fault fault => fault.Signal & 0xff,
        _ => SignalTrap,
    };

    private static void WriteReason(ClientSession session, TargetStop stop, bool isHeld, PacketWriter reply)
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
            // gdb resumes from a named breakpoint that is not its own: it takes it for one that it has just removed.
            case TargetStop.Breakpoint breakpoint when isHeld && session.TakesBreakReasons && session.Personality.StopReplies == StopReplyForm.Full:
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
