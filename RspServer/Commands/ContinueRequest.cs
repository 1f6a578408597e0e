using RspDebug.RspServer.Framing;
using RspDebug.RspServer.Session;
using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Commands;

/// <summary>A parsed <c>vCont</c>. Closed: the cases below are all there are.</summary>
internal abstract record ContinueRequest
{
    private ContinueRequest() { }

    /// <summary>
    /// Reads <c>;action[:thread]...</c>. The first action that names the current thread, or no thread, decides; a step of another thread
    /// decides over a plain continue, since one core runs one thread and the client wants that one stepped.
    /// </summary>
    public static ContinueRequest Parse(ReadOnlySpan<byte> arguments, string offered, RspThreadId current)
    {
        var reader = new PacketReader(arguments);
        ContinueRequest? chosen = null;
        if (reader.AtEnd) return new Malformed();
        while (!reader.AtEnd)
        {
            if (!reader.TryTake(';')) return new Malformed();
            ReadOnlySpan<byte> part = reader.Rest;
            int end = part.IndexOf((byte)';');
            part = end < 0 ? part : part[..end];
            if (!reader.TryTake(part) || !TryParseAction(part, offered, current, out ContinueRequest? action, out bool applies)) return new Malformed();
            if (applies) chosen ??= action;
        }

        return chosen ?? new Stay();
    }

    private static bool TryParseAction(ReadOnlySpan<byte> text, string offered, RspThreadId current, out ContinueRequest action, out bool applies)
    {
        var reader = new PacketReader(text);
        (action, applies) = (new Malformed(), true);
        if (!reader.TryTakeAny(out char letter) || !offered.Contains(letter)) return false;
        ulong start = 0, end = 0;
        if (letter is 'C' or 'S' && !reader.TryTakeHex(out int _)) return false;
        if (letter == 'r' && !(reader.TryTakeHex(out start) && reader.TryTake(',') && reader.TryTakeHex(out end))) return false;
        RspThreadId thread = current;
        if (reader.TryTake(':'))
        {
            if (!ThreadCommands.TryParseId(reader.Rest, out int id)) return false;
            applies = id <= 0 || id == current.Value || letter is 's' or 'S' or 'r';
            if (id > 0) thread = new RspThreadId(id);
        }
        else if (!reader.AtEnd)
        {
            return false;
        }

        action = letter switch
        {
            't' => new Stay(),
            'c' or 'C' => new Resume(new ResumePlan(ResumeAction.Continue), thread),
            'r' => new Resume(new ResumePlan(ResumeAction.Step, new SteppingRange(new TargetAddress(start), new TargetAddress(end))), thread),
            _ => new Resume(new ResumePlan(ResumeAction.Step), thread),
        };
        return true;
    }

    /// <summary>Run or step.</summary>
    internal sealed record Resume(ResumePlan Plan, RspThreadId Thread) : ContinueRequest;

    /// <summary>Nothing is to run (<c>t</c>).</summary>
    internal sealed record Stay : ContinueRequest;

    /// <summary>Not a <c>vCont</c> packet, or an action that is not offered.</summary>
    internal sealed record Malformed : ContinueRequest;
}
