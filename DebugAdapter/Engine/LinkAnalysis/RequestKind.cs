using System.Text;
using RspDebug.RspClient.Replies;

namespace RspDebug.DebugAdapter.Engine.LinkAnalysis;

/// <summary>What a request asks for, by its text alone: its name in tables, and whether a reply can be its answer.</summary>
internal static class RequestKind
{
    private static readonly string[] Unanswered = ["k", "R", "vKill"];

    /// <summary>The name: <c>g</c>, <c>m</c>, <c>Z1</c>, <c>vCont;s</c>, <c>qXfer:features</c>.</summary>
    public static string NameOf(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty) return "(empty)";
        string text = Encoding.Latin1.GetString(payload[..Math.Min(payload.Length, 64)]);
        if (text.StartsWith("vCont;", StringComparison.Ordinal)) return text.Length > 6 ? text[..7] : text;
        if (text[0] is 'q' or 'Q' or 'v')
        {
            int end = text.IndexOfAny([':', ';', ',']);
            if (!text.StartsWith("qXfer:", StringComparison.Ordinal)) return end < 0 ? text : text[..end];
            int second = text.IndexOf(':', 6);
            return second < 0 ? text : text[..second];
        }

        return text[0] is 'Z' or 'z' && text.Length > 1 ? text[..2] : text[..1];
    }

    /// <summary>Whether the reply is a stop, later.</summary>
    public static bool IsResume(string name) => name is "c" or "C" or "s" or "S" or "i" or "vCont;c" or "vCont;C" or "vCont;s" or "vCont;S" or "vCont;r";

    /// <summary>Whether stubs may leave it without a reply.</summary>
    public static bool NeedsNoReply(string name) => Unanswered.Contains(name, StringComparer.Ordinal);

    /// <summary>Whether console text of the server belongs to it.</summary>
    public static bool TakesOutput(string name) => name == "qRcmd" || IsResume(name) || name.StartsWith("vFlash", StringComparison.Ordinal);

    /// <summary>Which part of debugging it is, for a timeline.</summary>
    public static string PhaseOf(string name) => name switch
    {
        "g" or "G" or "p" or "P" => "registers",
        "m" or "M" or "X" or "x" or "qCRC" => "memory",
        "qRcmd" => "commands",
        _ when name[0] is 'Z' or 'z' => "breakpoints",
        _ when IsResume(name) => "running",
        _ when name.StartsWith("vFlash", StringComparison.Ordinal) => "flash",
        _ => "questions",
    };

    /// <summary>Whether a payload has the form of an answer to a request. What is not known fits.</summary>
    public static bool Fits(string name, ReadOnlySpan<byte> request, ReadOnlySpan<byte> reply)
    {
        // Every stub has these.
        if (reply.IsEmpty) return name is not ("g" or "?");
        if (name == "vMustReplyEmpty") return false;
        bool isOk = reply.SequenceEqual("OK"u8);
        if (reply[0] == (byte)'E' && (reply.Length == 3 || (reply.Length > 1 && reply[1] == (byte)'.'))) return name != "qSupported" || reply.Length == 3;
        if (IsResume(name)) return isOk || reply[0] == (byte)'F' || StopReply.IsStopReply(reply);
        return name switch
        {
            "g" => IsRegisters(reply) && reply.Length >= 32,
            "p" => IsRegisters(reply) && reply.Length <= 64,
            "m" => IsMemory(request, reply),
            "x" => reply[0] == (byte)'b',
            "G" or "P" or "M" or "X" or "H" or "!" or "T" or "D" or "QStartNoAckMode" or "QNonStop" or "vFlashErase" or "vFlashWrite" or "vFlashDone" => isOk,
            "?" or "vAttach" or "vRun" => isOk || reply[0] == (byte)'O' || StopReply.IsStopReply(reply),
            "qSupported" => !isOk && reply.IndexOfAny((byte)'+', (byte)'=', (byte)'-') >= 0,
            "qC" => reply.StartsWith("QC"u8),
            "qCRC" => reply[0] == (byte)'C',
            "qfThreadInfo" or "qsThreadInfo" => reply[0] is (byte)'m' or (byte)'l',
            "vCont?" => reply.StartsWith("vCont"u8),
            "qRcmd" => isOk || IsHex(reply) || reply[0] == (byte)'O',
            _ when name.StartsWith("qXfer:", StringComparison.Ordinal) => reply[0] is (byte)'m' or (byte)'l' || isOk,
            _ when name[0] is 'Z' or 'z' => isOk,
            _ => true,
        };
    }

    /// <summary>What a payload looks like, when it does not fit its request.</summary>
    public static string Describe(ReadOnlySpan<byte> reply) =>
        StopReply.IsStopReply(reply) ? "a stop reply"
        : reply.IndexOf("PacketSize="u8) >= 0 ? "the answer to qSupported"
        : reply.SequenceEqual("OK"u8) ? "the answer to a command or a write"
        : reply.StartsWith("QC"u8) ? "the answer to qC"
        : IsHex(reply) ? $"the answer to a read of {reply.Length / 2} bytes" : "the answer to something else";

    private static bool IsMemory(ReadOnlySpan<byte> request, ReadOnlySpan<byte> reply)
    {
        if (!IsHex(reply)) return false;
        int comma = request.IndexOf((byte)',');
        return comma < 0 || !RspClient.Framing.HexDigits.TryParseNumber(request[(comma + 1)..], out ulong size) || (ulong)reply.Length <= size * 2;
    }

    private static bool IsHex(ReadOnlySpan<byte> reply) => reply.Length % 2 == 0 && RspClient.Framing.HexDigits.AreAll(reply);

    // Registers that the stub cannot read are "xx".
    private static bool IsRegisters(ReadOnlySpan<byte> reply)
    {
        foreach (byte value in reply)
        {
            if (value != (byte)'x' && !RspClient.Framing.HexDigits.TryGetValue(value, out _)) return false;
        }

        return true;
    }
}
