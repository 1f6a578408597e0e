using RspDebug.RspServer.Framing;
using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Session;

/// <summary>The replies that many commands share.</summary>
internal static class ReplyText
{
    public static void WriteStatus(this ClientSession session, TargetStatus status, PacketWriter reply)
    {
        if (status.IsOk) reply.Text("OK"u8);
        else if (status.Code != TargetStatusCode.Unsupported) session.WriteError(status, reply);
    }

    public static void WriteError(this ClientSession session, TargetStatus status, PacketWriter reply)
    {
        // GDB manual, qSupported "error-message": E.text is allowed only to clients that asked for it.
        if (session.TakesErrorTexts && status.Reason is { } reason) reply.Text("E."u8).Text(reason);
        else reply.Text("E"u8).HexByte((byte)status.Code);
    }

    public static void WriteMalformed(this ClientSession session, PacketWriter reply) =>
        session.WriteError(new TargetStatus(TargetStatusCode.Unsupported, "malformed packet"), reply);
}
