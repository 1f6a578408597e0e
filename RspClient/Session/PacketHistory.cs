using System.Globalization;
using System.Text;

namespace RspDebug.RspClient.Session;

/// <summary>The last packets of a session, kept without allocation and printed when something fails.</summary>
public sealed class PacketHistory
{
    private const int KeptSizeInBytes = 120;
    private readonly Lock _lock = new();
    private readonly Entry[] _entries;
    private readonly byte[] _bytes;
    private readonly TimeProvider _time;
    private readonly long _start;
    private long _count;

    internal PacketHistory(int capacity, TimeProvider time)
    {
        _entries = new Entry[Math.Max(1, capacity)];
        _bytes = new byte[_entries.Length * KeptSizeInBytes];
        _time = time;
        _start = time.GetTimestamp();
    }

    /// <summary>All packets so far, also those that are no longer kept.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>
    /// Prints one line a packet, oldest first: seconds since the start, direction, and the first bytes with others than 0x20-0x7e as <c>\xNN</c>.
    /// </summary>
    public string ToText()
    {
        var text = new StringBuilder();
        lock (_lock)
        {
            for (long number = Math.Max(0, _count - _entries.Length); number < _count; number++)
            {
                int index = (int)(number % _entries.Length);
                Entry entry = _entries[index];
                double seconds = _time.GetElapsedTime(_start, entry.Timestamp).TotalSeconds;
                text.Append(CultureInfo.InvariantCulture, $"{seconds,12:0.000000} {(entry.IsSent ? "->" : "<-")} {entry.Label} ");
                AppendShortened(text, _bytes.AsSpan(index * KeptSizeInBytes, Math.Min(entry.SizeInBytes, KeptSizeInBytes)), entry.SizeInBytes);
                text.Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>The form in which packets stand in messages and logs.</summary>
    internal static string Shorten(ReadOnlySpan<byte> payload)
    {
        var text = new StringBuilder();
        AppendShortened(text, payload[..Math.Min(payload.Length, KeptSizeInBytes)], payload.Length);
        return text.ToString();
    }

    internal void Add(bool isSent, string label, ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            int index = (int)(_count % _entries.Length);
            _entries[index] = new Entry(_time.GetTimestamp(), isSent, label, bytes.Length);
            bytes[..Math.Min(bytes.Length, KeptSizeInBytes)].CopyTo(_bytes.AsSpan(index * KeptSizeInBytes));
            _count++;
        }
    }

    private static void AppendShortened(StringBuilder text, ReadOnlySpan<byte> kept, int sizeInBytes)
    {
        foreach (byte value in kept)
        {
            if (value is >= 0x20 and <= 0x7e) text.Append((char)value);
            else text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
        }

        if (sizeInBytes > kept.Length) text.Append(CultureInfo.InvariantCulture, $"... ({sizeInBytes} bytes)");
    }

    private readonly record struct Entry(long Timestamp, bool IsSent, string Label, int SizeInBytes);
}
