using RspDebug.RspClient.Framing;

namespace RspDebug.RspClient.Packets;

/// <summary>One request packet. It writes its own payload and reads its own reply, since a reply means nothing without its request.</summary>
/// <typeparam name="TReply">What the reply says.</typeparam>
public interface IRequest<TReply>
{
    /// <summary>The time limit that applies.</summary>
    TimeoutClass Timeout { get; }

    /// <summary>Whether the packet may be sent twice.</summary>
    RepeatRule Repeat { get; }

    /// <summary>What the user can do when the stub refuses, as a sentence.</summary>
    string RefusalAdvice { get; }

    /// <summary>Writes the payload, between <see cref="PacketWriter.Begin"/> and <see cref="PacketWriter.End"/>.</summary>
    void WriteTo(PacketWriter packet);

    /// <summary>Reads the reply.</summary>
    /// <param name="payload">The decoded payload, without frame.</param>
    /// <param name="reply">The meaning, an error or "unsupported" included.</param>
    /// <returns>False when the payload is no reply to this request.</returns>
    bool TryParse(ReadOnlySpan<byte> payload, out TReply reply);
}
