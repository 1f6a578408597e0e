using RspDebug.RspClient;
using RspDebug.RspClient.Transport;
using RspDebug.RspServer.Personalities;
using RspDebug.RspServer.Session;
using RspDebug.RspServer.Transport;

namespace RspDebug.Fuzz.Rsp.Tests;

/// <summary>A link to a stub in this process that flips, drops, repeats and delays bytes both ways, like a bad serial line.</summary>
internal sealed class NoisyTransport : IRspTransport
{
    private readonly Lock _lock = new();
    private readonly Traffic _traffic;
    private readonly TimeProvider _time;
    private readonly LinkFaults _faults;
    private readonly LinkNoise _toStub, _toClient;
    private readonly LoopbackStream _stream;
    private readonly Task _serving;
    private readonly Queue<Action> _held = new();
    private ITimer? _release;

    public NoisyTransport(RspStub stub, Traffic traffic, LinkFaults faults, TimeProvider time)
    {
        (_traffic, _faults, _time) = (traffic, faults, time);
        (_toStub, _toClient) = (new LinkNoise(faults), new LinkNoise(faults with { Seed = faults.Seed + 1 }));
        (_stream, LoopbackStream stubStream) = LoopbackStream.CreatePair();
        _serving = stub.ServeAsync(new Outlet(stubStream, Deliver), CancellationToken.None);
    }

    public string Endpoint => "noise";

    /// <summary>Claimed, so that acknowledgements are turned off where the stub offers it.</summary>
    public bool DetectsDamage => true;

    /// <summary>Damage is done from here on.</summary>
    public bool IsNoisy { get; set; }

    /// <summary>Bytes damaged so far, both ways.</summary>
    public long Damaged => _toStub.Damaged + _toClient.Damaged;

    private IRspReceiver? Receiver { get; set; }

    public void Start(IRspReceiver receiver) => Receiver = receiver;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        byte[] arriving = IsNoisy ? _toStub.Pass(bytes) : bytes.ToArray();
        Send(arriving.Length, _toStub, () =>
        {
            _traffic.Add(arriving.Length);
            _stream.Write(arriving);
        });
    }

    public async ValueTask DisposeAsync()
    {
        lock (_lock) _held.Clear();
        if (_release is { } timer) await timer.DisposeAsync();
        await _stream.DisposeAsync();
        await _serving;
    }

    private void Deliver(byte[] bytes)
    {
        byte[] arriving = IsNoisy ? _toClient.Pass(bytes) : bytes;
        Send(arriving.Length, _toClient, () => Receiver?.OnReceived(arriving));
    }

    // What is held back holds back what follows, either way: order is kept, as on every line.
    private void Send(int sizeInBytes, LinkNoise noise, Action deliver)
    {
        if (sizeInBytes == 0) return;
        lock (_lock)
        {
            bool holds = IsNoisy && noise.Holds(sizeInBytes);
            if (holds || _held.Count > 0)
            {
                _held.Enqueue(deliver);
                if (_held.Count == 1) _release = _time.CreateTimer(_ => Release(), null, _faults.Hold, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        deliver();
    }

    private void Release()
    {
        while (true)
        {
            Action? next;
            lock (_lock)
            {
                if (!_held.TryPeek(out next))
                {
                    _release?.Dispose();
                    return;
                }
            }

            next();
            lock (_lock) _held.TryDequeue(out _);
        }
    }

    /// <summary>The stub's end: it reads from the stream, and what it writes goes through the noise.</summary>
    private sealed class Outlet(LoopbackStream inner, Action<byte[]> deliver) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            deliver(buffer.ToArray());
            return default;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => deliver(buffer[offset..(offset + count)]);

        public override void Flush()
        {
            // Nothing is kept back.
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
