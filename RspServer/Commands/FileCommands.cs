using RspDebug.RspServer.Framing;
using RspDebug.RspServer.Session;
using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Commands;

/// <summary><c>F ret[,errno[,C]]</c>: the client's answer to a file call. It gets no reply: the program goes on.</summary>
internal static class FileCommands
{
    public static ValueTask<CommandOutcome> AnswerAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        if (TryParse(arguments.Span, out FileIoReply answer) && session.AnswerFileCall(answer)) return new(CommandOutcome.Nothing);
        session.WriteMalformed(reply);
        return new(CommandOutcome.Reply);
    }

    private static bool TryParse(ReadOnlySpan<byte> arguments, out FileIoReply answer)
    {
        var reader = new PacketReader(arguments);
        answer = default;
        bool negative = reader.TryTake('-');
        if (!reader.TryTakeHex(out ulong magnitude) || magnitude > long.MaxValue) return false;
        long result = negative ? -(long)magnitude : (long)magnitude;
        int errno = 0;
        bool interrupted = false;
        if (reader.TryTake(','))
        {
            if (reader.TryTakeHex(out int number)) errno = number;
            if (reader.TryTake(',')) interrupted = reader.TryTake('C');
        }

        _ = reader.TakeUntil(';');      // An attachment after ';' belongs to calls this stub never sends.
        answer = new FileIoReply(result, errno, interrupted);
        return reader.AtEnd;
    }
}
