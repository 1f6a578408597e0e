using System.Text;
using RspDebug.RspServer.Documents;
using RspDebug.RspServer.Framing;
using RspDebug.RspServer.Session;
using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Commands;

/// <summary><c>qXfer:OBJECT:read:ANNEX:OFFSET,LENGTH</c>.</summary>
internal static class TransferCommands
{
    public static async ValueTask<CommandOutcome> TransferAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        if (!TryParse(arguments.Span, out string name, out string annex, out int offset, out int length))
        {
            session.WriteMalformed(reply);
            return CommandOutcome.Reply;
        }

        string? document = name switch
        {
            "features" => annex == "target.xml" ? TargetXml.Write(session.Target.Description.Architecture, session.Registers, session.Personality) : null,
            "memory-map" when session.Target.Description.Memory.IsEmpty => "",
            "memory-map" => annex.Length == 0 ? MemoryMap(session) : null,
            "threads" => annex.Length == 0 ? await ThreadsAsync(session, cancellationToken).ConfigureAwait(false) : null,
            _ => "",
        };
        if (document is null) reply.Text("E00"u8);      // GDB manual: E00 means the annex was invalid.
        else if (document.Length > 0) WritePart(session, Encoding.UTF8.GetBytes(document), offset, length, reply);
        return CommandOutcome.Reply;
    }

    private static bool TryParse(ReadOnlySpan<byte> arguments, out string name, out string annex, out int offset, out int length)
    {
        var reader = new PacketReader(arguments);
        _ = reader.TryTake(':');
        name = Encoding.ASCII.GetString(reader.TakeUntil(':'));
        bool reads = reader.TakeUntil(':').SequenceEqual("read"u8);
        annex = Encoding.ASCII.GetString(reader.TakeUntil(':'));
        length = 0;
        return reader.TryTakeHex(out offset) & reads && reader.TryTake(',') && reader.TryTakeHex(out length) && reader.AtEnd;
    }

    private static string MemoryMap(ClientSession session)
    {
        string map = MemoryMapXml.Write(session.Target.Description.Memory);
        return session.Personality.WritesLiteralNewlines ? map.Replace(">\n<memory", ">\\n<memory", StringComparison.Ordinal) : map;
    }

    private static void WritePart(ClientSession session, ReadOnlySpan<byte> document, int offset, int length, PacketWriter reply)
    {
        if (offset > document.Length)
        {
            session.WriteError(new TargetStatus(TargetStatusCode.BadValue, "offset is past the end of the document"), reply);
            return;
        }

        int count = Math.Min(Math.Min(length, document.Length - offset), session.Personality.PacketSizeInBytes - 1);
        reply.Text(offset + count == document.Length ? "l"u8 : "m"u8).Binary(document.Slice(offset, count));
    }

    private static async ValueTask<string> ThreadsAsync(ClientSession session, CancellationToken cancellationToken)
    {
        using TargetHub.Lease lease = await session.Hub.EnterAsync(cancellationToken).ConfigureAwait(false);
        return ThreadsXml.Write(await session.Target.GetThreadsAsync(cancellationToken).ConfigureAwait(false), session.ThreadText);
    }
}
