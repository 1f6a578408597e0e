namespace RspDebug.RspServer.Framing;

/// <summary>One frame from a client.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Payload">The bytes between <c>$</c> and <c>#</c>, unescaped; empty unless <paramref name="Kind"/> is
/// <see cref="FrameKind.Packet"/>. Valid until the next call on the decoder that gave it.</param>
public readonly record struct Frame(FrameKind Kind, ReadOnlyMemory<byte> Payload);
