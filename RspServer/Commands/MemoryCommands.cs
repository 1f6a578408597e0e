using RspDebug.RspServer.Framing;
using RspDebug.RspServer.Session;
using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Commands;

/// <summary><c>m x M X qCRC</c>.</summary>
internal static class MemoryCommands
{
    private const int CrcBlockInBytes = 4096;
    private const int EarlyReplyInBytes = 8;

    private static TargetStatus NoMemory { get; } = new(TargetStatusCode.BadAddress, "no memory can be read there");

    public static async ValueTask<CommandOutcome> ReadAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte>? bytes = await FetchAsync(session, arguments, session.Personality.PacketSizeInBytes / 2, reply, cancellationToken).ConfigureAwait(false);
        if (bytes is { } read) reply.HexBytes(read.Span);
        return CommandOutcome.Reply;
    }

    /// <summary><c>x</c>: the reply is <c>b</c> and the bytes as they are (GDB 16).</summary>
    public static async ValueTask<CommandOutcome> ReadBinaryAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        // Every byte may need an escape.
        ReadOnlyMemory<byte>? bytes = await FetchAsync(session, arguments, session.Personality.PacketSizeInBytes / 2, reply, cancellationToken).ConfigureAwait(false);
        if (bytes is { } read) reply.Text("b"u8).Binary(read.Span);
        return CommandOutcome.Reply;
    }

    public static ValueTask<CommandOutcome> WriteAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        if (TryParseWrite(arguments.Span, out TargetAddress address, out int length, out int data)
            && HexText.TryDecode(arguments.Span[data..], out byte[] bytes) && bytes.Length == length)
            return StoreAsync(session, address, bytes, reply, cancellationToken);
        session.WriteMalformed(reply);
        return new(CommandOutcome.Reply);
    }

    public static ValueTask<CommandOutcome> WriteBinaryAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        if (TryParseWrite(arguments.Span, out TargetAddress address, out int length, out int data) && arguments.Length - data == length)
            return session.Personality.AnswersWritesEarly && length >= EarlyReplyInBytes
                ? StoreAfterReplyAsync(session, address, arguments[data..], reply, cancellationToken)
                : StoreAsync(session, address, arguments[data..], reply, cancellationToken);
        session.WriteMalformed(reply);
        return new(CommandOutcome.Reply);
    }

    // What comes of it is in nobody's reply.
    private static async ValueTask<CommandOutcome> StoreAfterReplyAsync(
        ClientSession session, TargetAddress address, ReadOnlyMemory<byte> bytes, PacketWriter reply, CancellationToken cancellationToken)
    {
        CommandOutcome outcome = await StoreAsync(session, address, bytes, reply, cancellationToken).ConfigureAwait(false);
        reply.Clear();
        reply.Text("OK"u8);
        return outcome;
    }

    /// <summary><c>qCRC:addr,length</c>; the sum is gdb's own CRC-32 (most significant bit first, all-ones start, nothing inverted after).</summary>
    public static async ValueTask<CommandOutcome> ChecksumAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        if (arguments.IsEmpty || !TryParseRange(arguments.Span[1..], out TargetAddress address, out int length))
        {
            session.WriteMalformed(reply);
            return CommandOutcome.Reply;
        }

        if (length > session.Options.MaximumCrcInBytes)
        {
            session.WriteError(new TargetStatus(TargetStatusCode.BadValue, $"at most {session.Options.MaximumCrcInBytes} bytes in one qCRC"), reply);
            return CommandOutcome.Reply;
        }

        byte[] block = new byte[CrcBlockInBytes];
        uint crc = GdbCrc.Start;
        for (int done = 0; done < length;)
        {
            Memory<byte> part = block.AsMemory(0, Math.Min(block.Length, length - done));
            int count = await ReadAsync(session, address + done, part, cancellationToken).ConfigureAwait(false);
            if (count < part.Length)
            {
                session.WriteError(NoMemory, reply);
                return CommandOutcome.Reply;
            }

            crc = GdbCrc.Add(crc, part.Span);
            done += count;
        }

        reply.Text("C"u8).Hex(crc);
        return CommandOutcome.Reply;
    }

    private static async ValueTask<ReadOnlyMemory<byte>?> FetchAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, int limit, PacketWriter reply, CancellationToken cancellationToken)
    {
        if (!TryParseRange(arguments.Span, out TargetAddress address, out int length))
        {
            session.WriteMalformed(reply);
            return null;
        }

        if (length == 0) return ReadOnlyMemory<byte>.Empty;
        byte[] bytes = new byte[Math.Min(length, limit)];       // A short reply is legal; the client asks for the rest.
        int count = await ReadAsync(session, address, bytes, cancellationToken).ConfigureAwait(false);
        if (count > 0) return bytes.AsMemory(0, count);
        session.WriteError(NoMemory, reply);
        return null;
    }

    private static async ValueTask<int> ReadAsync(ClientSession session, TargetAddress address, Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (session.Hub.IsRunning && !session.Target.Description.MemoryWhileRunning) return 0;
        using TargetHub.Lease lease = await session.Hub.EnterAsync(cancellationToken).ConfigureAwait(false);
        return await session.Target.ReadMemoryAsync(address, destination, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<CommandOutcome> StoreAsync(
        ClientSession session, TargetAddress address, ReadOnlyMemory<byte> bytes, PacketWriter reply, CancellationToken cancellationToken)
    {
        TargetStatus status = TargetStatus.Ok;      // Nothing to write is how clients probe for X.
        if (session.Hub.IsRunning && !session.Target.Description.MemoryWhileRunning)
        {
            status = new TargetStatus(TargetStatusCode.Running, "the target is running");
        }
        else if (!bytes.IsEmpty)
        {
            using TargetHub.Lease lease = await session.Hub.EnterAsync(cancellationToken).ConfigureAwait(false);
            status = await session.Target.WriteMemoryAsync(address, bytes, cancellationToken).ConfigureAwait(false);
        }

        session.WriteStatus(status, reply);
        return CommandOutcome.Reply;
    }

    private static bool TryParseRange(ReadOnlySpan<byte> arguments, out TargetAddress address, out int length)
    {
        var reader = new PacketReader(arguments);
        length = 0;
        bool parsed = reader.TryTakeHex(out ulong start) && reader.TryTake(',') && reader.TryTakeHex(out length) && reader.AtEnd;
        address = new TargetAddress(start);
        return parsed;
    }

    private static bool TryParseWrite(ReadOnlySpan<byte> arguments, out TargetAddress address, out int length, out int data)
    {
        int colon = arguments.IndexOf((byte)':');
        data = colon + 1;
        (address, length) = (default, 0);
        return colon >= 0 && TryParseRange(arguments[..colon], out address, out length);
    }
}
