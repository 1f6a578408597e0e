using RspDebug.RspServer.Framing;
using RspDebug.RspServer.Session;

namespace RspDebug.Fuzz.Rsp.Tests;

/// <summary>Knows whether the stub of the newest connection has handled every byte that was sent to it.</summary>
internal sealed class Traffic : IPacketObserver
{
    private readonly Lock _lock = new();
    private int _client;
    private long _sent, _handled;
    private bool _waitsForStop;

    /// <summary>Called, from any thread, when the stub has come to rest.</summary>
    public Action? Changed { get; set; }

    public bool IsStill
    {
        get
        {
            lock (_lock) return _handled == _sent && !_waitsForStop;
        }
    }

    /// <summary>A new connection begins; the one before no longer counts.</summary>
    public Traffic Begin()
    {
        lock (_lock) (_client, _sent, _handled, _waitsForStop) = (_client + 1, 0, 0, false);
        return this;
    }

    public void Add(int sizeInBytes)
    {
        lock (_lock) _sent += sizeInBytes;
    }

    public void OnIdle(int client, long handledInBytes, bool waitsForStop)
    {
        lock (_lock)
        {
            if (client != _client) return;
            (_handled, _waitsForStop) = (handledInBytes, waitsForStop);
        }

        Changed?.Invoke();
    }

    public void OnReceived(int client, FrameKind kind, ReadOnlySpan<byte> payload)
    {
        // Only rest counts.
    }

    public void OnSent(int client, ReadOnlySpan<byte> payload)
    {
        // Only rest counts.
    }
}
