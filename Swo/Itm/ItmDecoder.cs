using System.Runtime.CompilerServices;

namespace RspDebug.Swo.Itm;

/// <summary>Turns the bytes of one ITM stream into packets, at any split, from the first byte, synchronized or not.</summary>
/// <remarks>
/// DDI0403E, appendix D4. A stream that starts inside a packet, or was damaged, gives <see cref="ItmPacketKind.Malformed"/> packets; decoding goes on
/// with the next byte as a header, which finds the way back within a few packets. Only a synchronization proves that it did:
/// <see cref="IsSynchronized"/>.
/// </remarks>
public sealed partial class ItmDecoder(ItmDecoderOptions? options = null)
{
    private const int LargestPacketInBytes = 7;         // GTS2 with 6 payload bytes.

    private readonly bool _trackPages = options?.TrackPages ?? false;
    private readonly bool _armv8M = options?.Armv8M ?? false;
    private byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;
    private long _bufferOffset;
    private long _zeros;
    private byte _page;
    private bool _complete;
    private bool _damaged;
    private long _packets, _synchronizations, _overflows, _malformed, _skipped, _resynchronizations;

    /// <summary>True from a synchronization packet to the next malformed one.</summary>
    public bool IsSynchronized { get; private set; }

    /// <summary>Counts so far.</summary>
    public ItmStatistics Statistics =>
        new(_bufferOffset + _start, _packets, _synchronizations, _overflows, _malformed, _skipped, _resynchronizations);

    /// <summary>Adds received bytes; the span is copied.</summary>
    public void Push(ReadOnlySpan<byte> received)
    {
        int kept = _end - _start;
        if (_end + received.Length > _buffer.Length)
        {
            byte[] target = kept + received.Length > _buffer.Length ? new byte[Math.Max(_buffer.Length * 2, kept + received.Length)] : _buffer;
            Buffer.BlockCopy(_buffer, _start, target, 0, kept);
            _bufferOffset += _start;
            (_buffer, _start, _end) = (target, 0, kept);
        }

        received.CopyTo(_buffer.AsSpan(_end));
        _end += received.Length;
    }

    /// <summary>Says that no more bytes come: a packet cut short becomes <see cref="ItmPacketKind.Incomplete"/>.</summary>
    public void Complete() => _complete = true;

    /// <summary>
    /// Says that bytes are missing between those pushed and those that come: the next byte is a header. Read all packets before.
    /// </summary>
    /// <returns>True when a packet was cut in two: <paramref name="incomplete"/> is what there was of it.</returns>
    public bool TryBreak(out ItmPacket incomplete)
    {
        (_damaged, _page, IsSynchronized) = (true, 0, false);
        return TryTakeRest(out incomplete);
    }

    /// <summary>Takes the next packet.</summary>
    /// <returns>False when more bytes are needed.</returns>
    public bool TryRead(out ItmPacket packet)
    {
        ReadOnlySpan<byte> bytes = _buffer.AsSpan(_start, _end - _start);
        if (_zeros == 0 && !bytes.IsEmpty && bytes[0] != 0)
        {
            int used = ReadPacket(bytes, _bufferOffset + _start, out packet);
            if (used > 0)
            {
                if (_damageNear) used = Doubt(ref packet, used);
                _start += used;
                Count(packet);
                return true;
            }
        }
        else if (ReadZeros(bytes, out packet))
        {
            return true;
        }

        packet = default;
        return _complete && TryTakeRest(out packet);
    }

    /// <summary>Bytes used by the packet at the front; 0 when it is not whole.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ReadPacket(ReadOnlySpan<byte> bytes, long offset, out ItmPacket packet)
    {
        byte header = bytes[0];
        return (header & 3) != 0 ? ReadSource(bytes, offset, out packet) : ReadProtocol(bytes, offset, out packet);
    }

    private void Count(in ItmPacket packet)
    {
        switch (packet.Kind)
        {
            case ItmPacketKind.Malformed:
                _malformed++;
                OnDamage();
                _skipped += packet.SizeInBytes;
                (_page, IsSynchronized, _damaged) = (0, false, true);
                return;
            case ItmPacketKind.Overflow:
                _overflows++;
                break;
            case ItmPacketKind.Extension when _trackPages && packet.Extension.IsPage:
                _page = (byte)packet.Extension.Value;
                break;
        }

        _packets++;
    }

    private bool TryTakeRest(out ItmPacket packet)
    {
        packet = default;
        long length = _end - _start + _zeros;
        if (length == 0) return false;
        packet = new ItmPacket(ItmPacketKind.Incomplete, _bufferOffset + _start - _zeros, size: (int)Math.Min(length, byte.MaxValue));
        _skipped += length;
        (_start, _zeros) = (_end, 0);
        return true;
    }
}
