using System.Collections.Immutable;
using System.Text;
using RspDebug.RspClient.Framing;
using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Packets;

/// <summary><c>qfThreadInfo</c>, then <c>qsThreadInfo</c>: the threads, a part at a time.</summary>
/// <param name="IsFirst">True for the first packet.</param>
/// <remarks>GDB manual, "General Query Packets". An empty list ends it.</remarks>
public readonly record struct ThreadListRequest(bool IsFirst) : IRequest<ImmutableArray<string>>
{
    /// <inheritdoc/>
    public TimeoutClass Timeout => TimeoutClass.Query;

    /// <inheritdoc/>
    public RepeatRule Repeat => IsFirst ? RepeatRule.Always : RepeatRule.AfterNak;

    /// <inheritdoc/>
    public string RefusalAdvice => "Go on without a thread list.";

    /// <inheritdoc/>
    public void WriteTo(PacketWriter packet) => packet.Text(IsFirst ? "qfThreadInfo"u8 : "qsThreadInfo"u8);

    /// <inheritdoc/>
    public bool TryParse(ReadOnlySpan<byte> payload, out ImmutableArray<string> reply)
    {
        reply = [];
        if (payload.SequenceEqual("l"u8)) return true;
        if (payload.IsEmpty || payload[0] != (byte)'m') return Acknowledgement.TryParseNo(payload, out _);
        reply = [.. Encoding.Latin1.GetString(payload[1..]).Split(',', StringSplitOptions.RemoveEmptyEntries)];
        return true;
    }
}
