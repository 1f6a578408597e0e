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
    private int _sent;
    private readonly LinkNoise _noise = new(personality.Faults);

    /// <summary>False after the client switched acknowledgements off.</summary>
    public bool Acknowledges { get; private set; } = true;

    /// <summary>Packets that were sent, or wait to be, and were not acknowledged.</summary>
    public int Backlog => _unacknowledged.Count;

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
        if (personality.MumblesEvery > 0 && ++_sent % personality.MumblesEvery == 0) return MumbleAsync(cancellationToken);
        if (!Acknowledges) return WriteAsync(_frame.WrittenMemory, cancellationToken);
        _unacknowledged.Enqueue(_frame.WrittenSpan.ToArray());
        return _unacknowledged.Count == 1 ? WriteAsync(_unacknowledged.Peek(), cancellationToken) : ValueTask.CompletedTask;
    }

    // A wrong checksum this time; what is kept for a repeat is right.
    private ValueTask MumbleAsync(CancellationToken cancellationToken)
    {
        byte[] damaged = _frame.WrittenSpan.ToArray();
        damaged[^1] ^= 1;
        if (Acknowledges) _unacknowledged.Enqueue(_frame.WrittenSpan.ToArray());
        return _unacknowledged.Count <= 1 ? WriteAsync(damaged, cancellationToken) : ValueTask.CompletedTask;
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
        if (_noise.Holds(bytes.Length)) await Task.Delay(faults.Hold, time, cancellationToken).ConfigureAwait(false);
        byte[] damaged = _noise.Pass(bytes.Span);
        int piece = faults.SplitInBytes > 0 ? faults.SplitInBytes : Math.Max(1, damaged.Length);
        for (int i = 0; i < damaged.Length; i += piece)
        {
            await stream.WriteAsync(damaged.AsMemory(i, Math.Min(piece, damaged.Length - i)), cancellationToken).ConfigureAwait(false);
            await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
