namespace RspDebug.VirtualBoard.Trace;

/// <summary>Keeps the last bytes of the SWO pin, for a reader that comes by now and then. Thread-safe.</summary>
public sealed class SwoBuffer(int capacityInBytes = 1 << 20) : ISwoReceiver
{
    private readonly Lock _lock = new();
    private readonly byte[] _bytes = new byte[capacityInBytes];
    private long _written;
    private long _read;

    /// <summary>Bytes that can be read.</summary>
    public int Count
    {
        get { lock (_lock) return (int)(_written - _read); }
    }

    /// <summary>Bytes that were overwritten unread.</summary>
    public long LostBytes { get; private set; }

    /// <inheritdoc/>
    public void OnByte(byte value, ulong cycle)
    {
        lock (_lock)
        {
            _bytes[_written++ % _bytes.Length] = value;
            if (_written - _read <= _bytes.Length) return;
            _read++;
            LostBytes++;
        }
    }

    /// <summary>Takes bytes out, the oldest first.</summary>
    /// <returns>How many were there, at most as many as fit.</returns>
    public int Read(Span<byte> destination)
    {
        lock (_lock)
        {
            int count = (int)Math.Min(destination.Length, _written - _read);
            for (int i = 0; i < count; i++) destination[i] = _bytes[_read++ % _bytes.Length];
            return count;
        }
    }
}
