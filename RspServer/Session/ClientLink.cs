using System.Buffers;
using RspDebug.RspServer.Framing;
using RspDebug.RspServer.Personalities;

namespace RspDebug.RspServer.Session;

/// <summary>The sending half of one connection: framing, acknowledgements, repeats, injected faults.</summary>
/// <remarks>
/// With acknowledgements on, a packet stays at the head of the queue until <c>+</c> (or the client's next packet, which says the
/// same), so that <c>-</c> always means the packet that the client saw damaged, also when console packets precede a reply.
/// </remarks>
internal sealed class ClientLink(Stream stream, StubPersonality personality, TimeProvider time)
{
    private readonly Queue<byte[]> _unacknowledged = new();
    private readonly ArrayBufferWriter<byte> _frame = new();
    private readonly Random _random = new(personality.Faults.Seed);

    /// <summary>False after the client switched acknowledgements off.</summary>
    public bool Acknowledges { get; private set; } = true;

    public void StopAcknowledging()
    {
        Acknowledges = false;
        _unacknowledged.Clear();
    }

    /// <summary>Back to the state of a fresh connection (detach).</summary>
    public void StartAcknowledging() => Acknowledges = true;

    public ValueTask SendPacketAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        _frame.ResetWrittenCount();
        FrameEncoder.Encode(payload.Span, personality.RunLengths, _frame);
        if (!Acknowledges) return WriteAsync(_frame.WrittenMemory, cancellationToken);
        _unacknowledged.Enqueue(_frame.WrittenSpan.ToArray());
        return _unacknowledged.Count == 1 ? WriteAsync(_unacknowledged.Peek(), cancellationToken) : ValueTask.CompletedTask;
    }

    public ValueTask SendMarkAsync(char mark, CancellationToken cancellationToken) => WriteAsync(new[] { (byte)mark }, cancellationToken);

    public ValueTask OnAckAsync(CancellationToken cancellationToken)
    {
        if (!_unacknowledged.TryDequeue(out _)) return ValueTask.CompletedTask;
        return _unacknowledged.TryPeek(out byte[]? next) ? WriteAsync(next, cancellationToken) : ValueTask.CompletedTask;
    }

    public ValueTask OnNakAsync(CancellationToken cancellationToken) =>
        _unacknowledged.TryPeek(out byte[]? head) ? WriteAsync(head, cancellationToken) : ValueTask.CompletedTask;

    /// <summary>The client sent a packet: it has taken all replies before it. What was still queued goes out first.</summary>
    public async ValueTask OnPacketAsync(CancellationToken cancellationToken)
    {
        _ = _unacknowledged.TryDequeue(out _);
        while (_unacknowledged.TryDequeue(out byte[]? queued)) await WriteAsync(queued, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        LinkFaults faults = personality.Faults;
        if (faults.AreNone)
        {
            await stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (faults.Delay > TimeSpan.Zero) await Task.Delay(faults.Delay, time, cancellationToken).ConfigureAwait(false);
        byte[] damaged = Damage(bytes.Span, faults);
        int piece = faults.SplitInBytes > 0 ? faults.SplitInBytes : Math.Max(1, damaged.Length);
        for (int i = 0; i < damaged.Length; i += piece)
        {
            await stream.WriteAsync(damaged.AsMemory(i, Math.Min(piece, damaged.Length - i)), cancellationToken).ConfigureAwait(false);
            await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private byte[] Damage(ReadOnlySpan<byte> bytes, LinkFaults faults)
    {
        var kept = new List<byte>(bytes.Length);
        foreach (byte value in bytes)
        {
            if (_random.Next(1_000_000) < faults.DropPpm) continue;
            kept.Add(_random.Next(1_000_000) < faults.CorruptPpm ? (byte)(value ^ 1 << _random.Next(8)) : value);
        }

        return [.. kept];
    }
}
