using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.Trace;

/// <summary>Local and global timestamps (C1.7.1, D4.2.4, D4.2.5).</summary>
/// <remarks>
/// A local timestamp follows each source packet. When it cannot at once, it is owed and goes out later with the time of that moment
/// (TC bit 0); a packet that waited for room says so in TC bit 1. The true time of a packet then lies after the previous timestamp and
/// not after this one.
/// </remarks>
internal sealed partial class InstrumentationUnit
{
    private const int WaitingSlots = 2;
    private const uint LongestDelta = 0xFFF_FFFF;
    private const int LocalSizeInBytes = 5, GlobalSizeInBytes = 5 + 7;
    private const int GlobalLowBits = 26;

    private readonly Queue<WaitingPacket> _waiting = new();
    private ulong _lastTimestamp;
    private ulong _lastGlobal;
    private bool _timestampOwed, _owedForDelayed, _globalStarted;

    private int PrescalerShift => (int)(_control >> 8 & 3) * 2;     // 1, 4, 16, 64

    private void OnPacketSent(bool wasDelayed)
    {
        if ((_control & TimestampEnable) != 0)
        {
            _owedForDelayed |= wasDelayed;
            bool late = _timestampOwed;
            _timestampOwed = true;
            if (!late) SendTimestamp(onTime: true);
        }

        SendGlobal();
    }

    private void SendTimestamp(bool onTime = false)
    {
        if (_port.Room < LocalSizeInBytes) return;
        ulong delta = (_timeline.Cycles - _lastTimestamp) >> PrescalerShift;
        if (delta > LongestDelta)
        {
            // The counter ran over with nothing to stamp; its maximum is sent on its own.
            WriteLocal(LongestDelta, 0);
            _lastTimestamp += (ulong)LongestDelta << PrescalerShift;
            if (!onTime || _port.Room >= LocalSizeInBytes) SendTimestamp(onTime);
            return;
        }

        WriteLocal((uint)delta, (onTime ? 0 : 1) | (_owedForDelayed ? 2 : 0));
        _lastTimestamp += delta << PrescalerShift;
        _timestampOwed = _owedForDelayed = false;
    }

    private void WriteLocal(uint delta, int control)
    {
        if (control == 0 && delta is >= 1 and <= 6)
        {
            _port.Enqueue([(byte)(delta << 4)]);        // LTS2
            return;
        }

        Span<byte> bytes = stackalloc byte[LocalSizeInBytes];
        bytes[0] = (byte)(0xC0 | control << 4);
        _port.Enqueue(bytes[..(1 + WriteContinuation(bytes[1..], delta, 1))]);
    }

    // GTSFREQ: off, every 128 cycles, every 8192 cycles, whenever the FIFO is empty. Sent with a packet, never alone.
    private void SendGlobal()
    {
        ulong now = _timeline.Cycles;
        bool due = (_control >> 10 & 3) switch
        {
            1 => !_globalStarted || now - _lastGlobal >= 128,
            2 => !_globalStarted || now - _lastGlobal >= 8192,
            3 => _port.IsIdle || !_globalStarted,
            _ => false,
        };
        if (!due || _port.Room < GlobalSizeInBytes) return;
        bool wrapped = !_globalStarted || now >> GlobalLowBits != _lastGlobal >> GlobalLowBits;
        (_globalStarted, _lastGlobal) = (true, now);

        Span<byte> bytes = stackalloc byte[GlobalSizeInBytes];
        bytes[0] = 0x94;
        int length = 1 + WriteContinuation(bytes[1..], now & ((1 << GlobalLowBits) - 1), 4);
        if (wrapped) bytes[4] |= 1 << 6;
        _port.Enqueue(bytes[..length]);
        if (!wrapped) return;
        bytes[0] = 0xB4;
        _port.Enqueue(bytes[..(1 + WriteContinuation(bytes[1..], now >> GlobalLowBits & 0x3F_FFFF, 4))]);
    }

    /// <summary>Seven bits a byte, the lowest first, at least so many bytes.</summary>
    private static int WriteContinuation(Span<byte> destination, ulong value, int least)
    {
        int count = 0;
        do
        {
            destination[count++] = (byte)(value & 0x7F);
            value >>= 7;
        }
        while (value != 0 || count < least);

        for (int i = 0; i < count - 1; i++) destination[i] |= 0x80;
        return count;
    }

    private void SaveTimes(StateWriter state)
    {
        state.Write(_lastTimestamp);
        state.Write(_lastGlobal);
        foreach (bool flag in (bool[])[_timestampOwed, _owedForDelayed, _globalStarted, _overflow]) state.Write(flag);
        state.Write((uint)_waiting.Count);
        foreach (WaitingPacket packet in _waiting)
        {
            state.Write((uint)packet.Header);
            state.Write((uint)packet.SizeInBytes);
            state.Write(packet.Value);
        }
    }

    private void RestoreTimes(ref StateReader state)
    {
        _lastTimestamp = state.ReadUInt64();
        _lastGlobal = state.ReadUInt64();
        _timestampOwed = state.ReadBoolean();
        _owedForDelayed = state.ReadBoolean();
        _globalStarted = state.ReadBoolean();
        _overflow = state.ReadBoolean();
        _waiting.Clear();
        for (uint count = state.ReadUInt32(); count > 0; count--)
            _waiting.Enqueue(new WaitingPacket((byte)state.ReadUInt32(), (int)state.ReadUInt32(), state.ReadUInt32()));
    }
}
