using RspDebug.RspServer.Framing;
using RspDebug.RspServer.Session;
using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Commands;

/// <summary><c>g G p P</c>.</summary>
internal static class RegisterCommands
{
    public static async ValueTask<CommandOutcome> ReadAllAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        if (RefuseWhileRunning(session, reply)) return CommandOutcome.Reply;
        RspThreadId thread = await session.SelectedThreadAsync(cancellationToken).ConfigureAwait(false);
        foreach (WireRegister register in session.Registers.General)
            await WriteValueAsync(session, thread, register.Description, reply, cancellationToken).ConfigureAwait(false);
        return CommandOutcome.Reply;
    }

    public static async ValueTask<CommandOutcome> WriteAllAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        if (RefuseWhileRunning(session, reply)) return CommandOutcome.Reply;
        if (!HexText.TryDecode(arguments.Span, out byte[] bytes))
        {
            session.WriteMalformed(reply);
            return CommandOutcome.Reply;
        }

        RspThreadId thread = await session.SelectedThreadAsync(cancellationToken).ConfigureAwait(false);
        int offset = 0;
        foreach (WireRegister register in session.Registers.General)
        {
            int size = register.Description.SizeInBytes;
            if (offset + size > bytes.Length) break;    // A shorter packet writes the registers it covers.
            TargetStatus status = await WriteValueAsync(session, thread, register.Description, bytes.AsMemory(offset, size), cancellationToken).ConfigureAwait(false);
            if (!status.IsOk)
            {
                session.WriteError(status, reply);
                return CommandOutcome.Reply;
            }

            offset += size;
        }

        reply.Text("OK"u8);
        return CommandOutcome.Reply;
    }

    public static async ValueTask<CommandOutcome> ReadAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        if (RefuseWhileRunning(session, reply)) return CommandOutcome.Reply;
        if (!TryParseNumber(arguments.Span, out int number))
        {
            session.WriteMalformed(reply);
        }
        else if (!session.Registers.TryFind(number, out WireRegister register))
        {
            if (session.Personality.DropsOnUnknownRegister) session.Close();
            session.WriteError(NoSuchRegister(number), reply);
        }
        else
        {
            RspThreadId thread = await session.SelectedThreadAsync(cancellationToken).ConfigureAwait(false);
            await WriteValueAsync(session, thread, register.Description, reply, cancellationToken).ConfigureAwait(false);
        }

        return CommandOutcome.Reply;
    }

    public static async ValueTask<CommandOutcome> WriteAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        if (RefuseWhileRunning(session, reply)) return CommandOutcome.Reply;
        if (!TryParseAssignment(arguments.Span, out int number, out byte[] value))
        {
            session.WriteMalformed(reply);
            return CommandOutcome.Reply;
        }

        TargetStatus status;
        if (!session.Registers.TryFind(number, out WireRegister register)) status = NoSuchRegister(number);
        else if (value.Length != register.Description.SizeInBytes) status = WrongSize(register, value.Length);
        else
        {
            RspThreadId thread = await session.SelectedThreadAsync(cancellationToken).ConfigureAwait(false);
            status = await WriteValueAsync(session, thread, register.Description, value, cancellationToken).ConfigureAwait(false);
        }

        if (status.Code == TargetStatusCode.Unsupported) status = status with { Code = TargetStatusCode.ReadOnly };
        session.WriteStatus(status, reply);
        return CommandOutcome.Reply;
    }

    private static bool RefuseWhileRunning(ClientSession session, PacketWriter reply)
    {
        if (!session.Hub.IsRunning) return false;
        session.WriteError(new TargetStatus(TargetStatusCode.Running, "the target is running"), reply);
        return true;
    }

    private static TargetStatus NoSuchRegister(int number) => new(TargetStatusCode.BadValue, $"no register has number {number:x}");

    private static TargetStatus WrongSize(WireRegister register, int length) =>
        new(TargetStatusCode.BadValue, $"{register.Description.Name} takes {register.Description.SizeInBytes} bytes, got {length}");

    private static bool TryParseNumber(ReadOnlySpan<byte> arguments, out int number)
    {
        var reader = new PacketReader(arguments);
        return reader.TryTakeHex(out number) && reader.AtEnd;
    }

    private static bool TryParseAssignment(ReadOnlySpan<byte> arguments, out int number, out byte[] value)
    {
        var reader = new PacketReader(arguments);
        value = [];
        return reader.TryTakeHex(out number) && reader.TryTake('=') && HexText.TryDecode(reader.Rest, out value);
    }

    private static async ValueTask WriteValueAsync(
        ClientSession session, RspThreadId thread, RegisterDescription register, PacketWriter reply, CancellationToken cancellationToken)
    {
        byte[] value = new byte[register.SizeInBytes];
        TargetStatus status;
        using (await session.Hub.EnterAsync(cancellationToken).ConfigureAwait(false))
            status = await session.Target.ReadRegisterAsync(thread, register, value, cancellationToken).ConfigureAwait(false);
        if (status.IsOk) reply.HexBytes(value);
        else for (int i = 0; i < value.Length; i++) reply.Text("xx"u8);     // GDB manual, g: 'x' marks an unavailable register.
    }

    private static async ValueTask<TargetStatus> WriteValueAsync(
        ClientSession session, RspThreadId thread, RegisterDescription register, ReadOnlyMemory<byte> value, CancellationToken cancellationToken)
    {
        using TargetHub.Lease lease = await session.Hub.EnterAsync(cancellationToken).ConfigureAwait(false);
        return await session.Target.WriteRegisterAsync(thread, register, value, cancellationToken).ConfigureAwait(false);
    }
}
