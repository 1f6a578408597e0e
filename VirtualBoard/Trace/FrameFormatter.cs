using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.Trace;

/// <summary>The TPIU formatter: bytes of one stream into 16-byte frames (CoreSight Architecture, "Trace formatter").</summary>
/// <remarks>
/// <code>
/// byte 0   (id &lt;&lt; 1) | 1        the first byte of each frame names the stream
/// 1..14    data; an even byte's bit 0 stands in byte 15, bit (index / 2)
/// byte 15  those bits
/// </code>
/// </remarks>
internal sealed class FrameFormatter : IStateful
{
    private const int FrameSizeInBytes = 16;
    private const int DataEnd = 15;
    private readonly byte[] _frame = new byte[FrameSizeInBytes];
    private int _length;

    /// <summary>Adds a byte; true when <paramref name="frame"/> is a whole frame to send.</summary>
    public bool Add(byte value, int stream, out ReadOnlySpan<byte> frame)
    {
        if (_length == 0) Put((byte)(stream << 1 | 1));
        PutData(value);
        frame = default;
        if (_length < DataEnd) return false;
        frame = Finish();
        return true;
    }

    /// <summary>Fills up a frame that was begun with the null stream; false when there is none.</summary>
    public bool Flush(out ReadOnlySpan<byte> frame)
    {
        frame = default;
        if (_length == 0) return false;
        SelectNullStream();
        while (_length < DataEnd) Put(0);
        frame = Finish();
        return true;
    }

    public void Save(StateWriter state)
    {
        state.Write((uint)_length);
        state.Write(_frame);
    }

    public void Restore(ref StateReader state)
    {
        _length = (int)state.ReadUInt32();
        state.Read(_frame);
    }

    /// <summary>
    /// Stream 0 from here on. At an odd byte, which must be data, the last data byte moves there and the id takes its place, with the bit that
    /// says that the byte after it still belongs to the old stream.
    /// </summary>
    private void SelectNullStream()
    {
        const byte NullStream = 1;
        if ((_length & 1) == 0)
        {
            Put(NullStream);
            return;
        }

        int last = _length - 1;
        byte delayed = (byte)(1 << last / 2);
        byte data = (byte)(_frame[last] | ((_frame[DataEnd] & delayed) != 0 ? 1 : 0));
        _frame[last] = NullStream;
        _frame[DataEnd] |= delayed;
        Put(data);
    }

    private void Put(byte value) => _frame[_length++] = value;

    private void PutData(byte value)
    {
        if ((_length & 1) == 0)
        {
            if ((value & 1) != 0) _frame[DataEnd] |= (byte)(1 << _length / 2);
            value &= 0xFE;
        }

        Put(value);
    }

    private ReadOnlySpan<byte> Finish()
    {
        byte[] whole = [.. _frame];
        Array.Clear(_frame);
        _length = 0;
        return whole;
    }
}
