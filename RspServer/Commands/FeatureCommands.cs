using System.Text;
using RspDebug.RspServer.Framing;
using RspDebug.RspServer.Session;
using RspDebug.RspServer.Targets;

namespace RspDebug.RspServer.Commands;

/// <summary>The handshake.</summary>
internal static class FeatureCommands
{
    public static ValueTask<CommandOutcome> SupportedAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        ReadClientFeatures(session, arguments.Span);
        if (session.Personality.AcknowledgesAfterSupported) session.StartAcknowledging();
        reply.Text("PacketSize="u8).Hex((ulong)session.Personality.PacketSizeInBytes);
        if (session.Personality.OffersNoAckMode) reply.Text(";QStartNoAckMode+"u8);
        Offer("qXfer:features", ";qXfer:features:read+"u8);
        if (!session.Target.Description.Memory.IsEmpty) Offer("qXfer:memory-map", ";qXfer:memory-map:read+"u8);
        Offer("qXfer:threads", ";qXfer:threads:read+"u8);
        if (session.Personality.ContinueActions.Length > 0) reply.Text(";vContSupported+"u8);
        if (session.TakesBreakReasons) reply.Text(";swbreak+;hwbreak+"u8);
        if (session.TakesErrorTexts) reply.Text(";error-message+"u8);
        Offer("x", ";binary-upload+"u8);
        return new(CommandOutcome.Reply);

        void Offer(string packet, ReadOnlySpan<byte> text)
        {
            if (!session.Personality.HiddenPackets.Contains(packet)) reply.Text(text);
        }
    }

    public static ValueTask<CommandOutcome> StartNoAckModeAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        if (!session.Personality.OffersNoAckMode) return new(CommandOutcome.Reply);
        session.StopAcknowledging();
        reply.Text("OK"u8);
        return new(CommandOutcome.Reply);
    }

    public static ValueTask<CommandOutcome> NonStopAsync(
        ClientSession session, ReadOnlyMemory<byte> arguments, PacketWriter reply, CancellationToken cancellationToken)
    {
        if (arguments.Span.SequenceEqual(":0"u8)) reply.Text("OK"u8);
        else session.WriteError(new TargetStatus(TargetStatusCode.BadValue, "non-stop mode is not offered"), reply);
        return new(CommandOutcome.Reply);
    }

    private static void ReadClientFeatures(ClientSession session, ReadOnlySpan<byte> arguments)
    {
        foreach (string feature in Encoding.ASCII.GetString(arguments).TrimStart(':').Split(';'))
        {
            if (feature is "error-message+") session.TakesErrorTexts = true;
            if (feature is "swbreak+" or "hwbreak+") session.TakesBreakReasons = true;
        }
    }
}
