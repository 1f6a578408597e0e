using System.Buffers.Binary;
using RspDebug.Swo.Itm;
using RspDebug.Swo.Timing;

namespace RspDebug.Swo.UserPackets;

/// <summary>Takes user packets out of the writes to one stimulus port.</summary>
/// <remarks>
/// There is no checksum. A packet is believed when its length fits its type in the schema. Of a type that the schema does not have, the byte behind
/// the packet must be a start byte as well, unless the schema has no types and packets came in step so far.
/// </remarks>
public sealed class UserPacketDecoder
{
    private const int HeaderSizeInBytes = 3, LargestPacketInBytes = HeaderSizeInBytes + byte.MaxValue;

    private readonly UserPacketSchema _schema;
    private readonly int _port;
    private byte[] _bytes = new byte[4 * LargestPacketInBytes];
    private TraceTime[] _times = new TraceTime[4 * LargestPacketInBytes];
    private int _start;
    private int _end;
    private int _breakAt = -1;
    private bool _complete, _inStep = true;

    /// <summary>A decoder at the start of a port's writes.</summary>
    /// <param name="schema">What packets look like.</param>
    /// <param name="port">The port whose writes will be pushed.</param>
    /// <exception cref="ArgumentException">The schema has a mistake (<see cref="UserPacketSchema.FindMistake"/>).</exception>
    public UserPacketDecoder(UserPacketSchema schema, int port)
    {
        if (schema.FindMistake() is { } mistake) throw new ArgumentException(mistake, nameof(schema));
        (_schema, _port) = (schema, port);
    }

    /// <summary>Counts so far.</summary>
    public UserPacketStatistics Statistics { get; private set; }

    /// <summary>Adds what a write carried, lowest byte first.</summary>
    public void Push(SoftwareWrite write, TraceTime time)
    {
        Span<byte> value = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(value, write.Value);
        if (_end + 4 > _bytes.Length) MakeRoom();
        foreach (byte next in value[..write.SizeInBytes]) (_bytes[_end], _times[_end++]) = (next, time);
    }

    /// <summary>
    /// Says that writes may be missing here (an overflow, damage): a packet begun is cut. Packets already whole stay; read them before the next break.
    /// </summary>
    public void Break()
    {
        if (_breakAt < 0) _breakAt = _end;
    }

    /// <summary>Says that no more writes come.</summary>
    public void Complete() => _complete = true;

    /// <summary>Takes the next packet, or the next bytes that are none.</summary>
    /// <returns>False when more writes are needed.</returns>
    public bool TryRead(out UserPacket packet)
    {
        int limit = _breakAt >= 0 ? _breakAt : _end;
        bool isEnd = _breakAt >= 0 || _complete;
        if (TryTake(_bytes.AsSpan(_start, limit - _start), isEnd, out packet)) return true;
        if (_breakAt < 0) return false;
        (_breakAt, _inStep) = (-1, false);
        return TryTake(_bytes.AsSpan(_start, _end - _start), _complete, out packet);
    }

    private bool TryTake(ReadOnlySpan<byte> bytes, bool isEnd, out UserPacket packet)
    {
        packet = default;
        if (bytes.IsEmpty) return false;
        int stray = bytes.IndexOf(_schema.Start);
        if (stray != 0) return Take(UserPacketStatus.Stray, stray < 0 ? bytes.Length : stray, 0, null, out packet);
        if (bytes.Length < 2) return isEnd && Take(UserPacketStatus.Cut, bytes.Length, 0, null, out packet);
        int length = bytes[1];
        if (length > _schema.LongestPayloadInBytes) return Take(UserPacketStatus.Invalid, 1, 0, null, out packet);
        if (bytes.Length < HeaderSizeInBytes) return isEnd && Take(UserPacketStatus.Cut, bytes.Length, 0, null, out packet);
        UserPacketType? layout = _schema.Find(bytes[2]);
        if (layout is null ? _schema.RejectsUnknownTypes : !layout.Accepts(length)) return Take(UserPacketStatus.Invalid, 1, 0, null, out packet);
        int size = HeaderSizeInBytes + length;
        if (bytes.Length < size)
        {
            // Out of step the start byte may be payload, and a whole packet may stand behind it.
            return isEnd && Take(UserPacketStatus.Cut, _inStep ? bytes.Length : 1, 0, null, out packet);
        }

        if (layout is null && (!_inStep || !_schema.Types.IsEmpty))
        {
            if (bytes.Length == size && !isEnd) return false;
            if (bytes.Length > size && bytes[size] != _schema.Start) return Take(UserPacketStatus.Invalid, 1, 0, null, out packet);
        }

        return Take(UserPacketStatus.Whole, size, bytes[2], layout, out packet);
    }

    private bool Take(UserPacketStatus status, int size, byte type, UserPacketType? layout, out UserPacket packet)
    {
        ReadOnlySpan<byte> bytes = _bytes.AsSpan(_start, size);
        packet = new UserPacket(status, _port, type, layout, status == UserPacketStatus.Whole ? bytes[HeaderSizeInBytes..] : bytes, _times[_start]);
        _start += size;
        _inStep = status == UserPacketStatus.Whole;
        Statistics = status == UserPacketStatus.Whole
            ? Statistics with { Packets = Statistics.Packets + 1 }
            : Statistics with { Damaged = Statistics.Damaged + 1, SkippedBytes = Statistics.SkippedBytes + size };
        return true;
    }

    private void MakeRoom()
    {
        int kept = _end - _start;
        int size = kept + LargestPacketInBytes > _bytes.Length ? _bytes.Length * 2 : _bytes.Length;
        var (bytes, times) = (size > _bytes.Length ? new byte[size] : _bytes, size > _times.Length ? new TraceTime[size] : _times);
        Array.Copy(_bytes, _start, bytes, 0, kept);
        Array.Copy(_times, _start, times, 0, kept);
        if (_breakAt >= 0) _breakAt -= _start;
        (_bytes, _times, _start, _end) = (bytes, times, 0, kept);
    }
}
